using System.Text.RegularExpressions;
using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests.Mutations;

/// <summary>The tests on two load balancers and three database VMs can fail.</summary>
[Collection(PairCollection.Name)]
public partial class PairMutationTests(PairFixture pair, MutatedProject project) : IClassFixture<MutatedProject>
{
    private const string Files = "infra/Files/";

    internal static readonly Dictionary<string, Mutation<PairFixture>> All = new()
    {
        ["keepalived does not ask nginx"] = new(
            Files + "virtual-address/keepalived.conf", "        serves\n        alone\n", "        alone\n",
            pair => new HighlyAvailableTests(pair).Nginx_ThatRunsAndDoesNotAnswer_LosesTheAddress(), NotGivenAway()),
        ["both load balancers have the address"] = new(
            Files + "virtual-address/keepalived.conf", "        serves\n        alone\n", "        serves\n",
            pair => new HighlyAvailableTests(pair).Way_BetweenTheTwo_IsCut_AndOneKeepsTheAddress(), NoWay()),
        ["members are left out of the firewall"] = new(
            "infra/Components/DatabaseDoors.cs", ".. settings.Database.Vms.Select(", ".. settings.Database.Vms.Take(1).Select(",
            pair => new ReplicaSetTests(pair).Power_OfThePrimary_IsCut_AndAnotherOneTakesOver_WithAllThatWasWritten(),
            NoHeir()),
        ["keepalived does not ask redis"] = new(
            Files + "redis-address/keepalived.conf", "        serves\n        alone\n", "        alone\n",
            pair => new RedisAddressTests(pair).Redis_Stopped_IsFoundAtAnotherVm_AndStaysThere(), NotGivenAway()),
        ["two database VMs have redis's address"] = new(
            Files + "redis-address/keepalived.conf", "        serves\n        alone\n", "        serves\n",
            pair => new RedisAddressTests(pair).Vm_ThatIsNotHeardByTheOthers_DoesNotShareTheAddressWithOne(), Shared()),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [FullTheory]
    [MemberData(nameof(Names))]
    public Task Mutation_OfTheProgram_TurnsATestRed(string name) => project.AssertRedAsync(pair, All[name]);

    [GeneratedRegex("gives the address away|another one has it")]
    private static partial Regex NotGivenAway();

    [GeneratedRegex("lb2 gives way")]
    private static partial Regex NoWay();

    [GeneratedRegex("another one is the primary|the old one is back")]
    private static partial Regex NoHeir();

    [GeneratedRegex("2 2 2")]
    private static partial Regex Shared();
}
