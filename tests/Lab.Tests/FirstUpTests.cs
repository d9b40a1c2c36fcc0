using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests;

/// <summary>From nothing to the whole topology, and nothing to do after that.</summary>
[Collection(LabCollection.Name)]
public class FirstUpTests(LabFixture lab)
{
    [Fact]
    public void Up_FromNothing_BringsTheWholeTopologyUp()
    {
        lab.FirstUp.Succeeded();

        Assert.Contains("https://app.enginsight.lab answers from app1 and app2", lab.FirstUp.Output, StringComparison.Ordinal);
        Assert.Contains("https://api.enginsight.lab answers from app1 and app2", lab.FirstUp.Output, StringComparison.Ordinal);
    }
}
