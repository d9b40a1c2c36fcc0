namespace Enginsight.Lab.Tests.Lab;

/// <summary>
/// All tests on the lab, one after the other: <c>[Collection(LabCollection.Name)]</c> and a constructor parameter of
/// type <see cref="LabFixture"/>. Each leaves the lab as it found it.
/// </summary>
[CollectionDefinition(Name)]
public sealed class LabCollection : ICollectionFixture<LabFixture>
{
    public const string Name = "lab";
}
