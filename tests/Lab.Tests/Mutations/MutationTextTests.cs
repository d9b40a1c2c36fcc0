namespace Enginsight.Lab.Tests.Mutations;

/// <summary>A program that changes leaves mutations behind which change nothing; this needs no lab to see it.</summary>
public class MutationTextTests
{
    [Theory]
    [MemberData(nameof(MutationTests.Names), MemberType = typeof(MutationTests))]
    public void Mutation_Text_StandsOnceInItsFile(string name) => AssertOnce(MutationTests.All[name]);

    [Theory]
    [MemberData(nameof(PairMutationTests.Names), MemberType = typeof(PairMutationTests))]
    public void PairMutation_Text_StandsOnceInItsFile(string name) => AssertOnce(PairMutationTests.All[name]);

    private static void AssertOnce(Mutation mutation) =>
        Assert.Equal(2, File.ReadAllText(ProjectFolder.At(mutation.File)).Split(mutation.Text).Length);
}
