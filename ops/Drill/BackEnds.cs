using System.Collections.Immutable;
using Enginsight.Infra.Files;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Ssh;

namespace Enginsight.Ops.Drill;

/// <param name="Name">Name of the app server.</param>
/// <param name="Api">Status of server-m2; 0 without an answer.</param>
/// <param name="Ui">Status of ui-m1; 0 without an answer.</param>
/// <param name="Below">Status from which on an answer is bad.</param>
internal sealed record BackEndState(string Name, int Api, int Ui, int Below)
{
    public bool Serves => IsGood(Api) && IsGood(Ui);

    public override string ToString() => $"{Name} {Text(Api)}/{Text(Ui)}";

    private bool IsGood(int status) => status > 0 && status < Below;

    private static string Text(int status) => status == 0 ? "---" : $"{status}";
}

/// <summary>What each app server answers by itself, asked from a load balancer.</summary>
/// <param name="loadBalancers">All of them; the first that is there is asked.</param>
/// <param name="settings">Say which app servers there are.</param>
internal sealed class BackEnds(IReadOnlyList<VmShell> loadBalancers, StackSettings settings)
{
    /// <summary>Name of a VM that is away, and so cannot be asked; null for none.</summary>
    public string? Away { get; set; }

    private readonly HealthSettings _health = settings.Updates.Health;

    public async Task<ImmutableArray<BackEndState>> AskAsync()
    {
        if (loadBalancers.FirstOrDefault(balancer => balancer.Login.Name != Away) is not { } loadBalancer)
            return [.. settings.AppServers.Select(vm => new BackEndState(vm.Name, 0, 0, _health.Below))];
        var urls = settings.AppServers.SelectMany(vm => new[] { Api(vm), Ui(vm) });
        var result = await loadBalancer.RunAsync($$"""
            for url in {{string.Join(' ', urls.Select(url => $"'{url}'"))}}; do
              curl --silent --globoff --noproxy '*' --output /dev/null --max-time 1 \
                --write-out "$url %{http_code}\n" "$url" &
            done
            wait
            """);
        var statuses = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(words => words[0], words => int.TryParse(words[1], out var status) ? status : 0);
        return
        [
            .. settings.AppServers.Select(vm => new BackEndState(
                vm.Name, statuses.GetValueOrDefault(Api(vm)), statuses.GetValueOrDefault(Ui(vm)), _health.Below)),
        ];
    }

    private string Api(VmSettings vm) => $"http://{vm.UrlAddress}:{Places.ApiPort}{_health.ApiPath}";

    private string Ui(VmSettings vm) => $"http://{vm.UrlAddress}:{Places.UiPort}{_health.UiPath}";
}
