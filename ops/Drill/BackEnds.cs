using System.Collections.Immutable;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Ssh;

namespace Enginsight.Ops.Drill;

/// <param name="Name">Name of the app server.</param>
/// <param name="Api">Status of server-m2; 0 without an answer.</param>
/// <param name="Ui">Status of ui-m1; 0 without an answer.</param>
internal sealed record BackEndState(string Name, int Api, int Ui)
{
    public bool Serves => Api is > 0 and < 500 && Ui is > 0 and < 500;

    public override string ToString() => $"{Name} {Text(Api)}/{Text(Ui)}";

    private static string Text(int status) => status == 0 ? "---" : $"{status}";
}

/// <summary>What each app server answers by itself, asked from the load balancer.</summary>
internal sealed class BackEnds(VmShell loadBalancer, ImmutableArray<VmSettings> appServers)
{
    public async Task<ImmutableArray<BackEndState>> AskAsync()
    {
        var urls = appServers.SelectMany(vm => new[] { Url(vm, 8080), Url(vm, 80) });
        var result = await loadBalancer.RunAsync($$"""
            for url in {{string.Join(' ', urls.Select(url => $"'{url}'"))}}; do
              curl --silent --output /dev/null --max-time 1 --write-out "$url %{http_code}\n" "$url" &
            done
            wait
            """);
        var statuses = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(words => words[0], words => int.TryParse(words[1], out var status) ? status : 0);
        int Status(VmSettings vm, int port) => statuses.GetValueOrDefault(Url(vm, port));
        return [.. appServers.Select(vm => new BackEndState(vm.Name, Status(vm, 8080), Status(vm, 80)))];
    }

    private static string Url(VmSettings vm, int port) => $"http://{vm.UrlAddress}:{port}/";
}
