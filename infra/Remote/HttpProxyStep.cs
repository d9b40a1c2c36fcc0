using Enginsight.Infra.Files;
using Pulumi;

namespace Enginsight.Infra.Remote;

/// <summary>The step by which programs on a VM learn of the HTTP proxy, before the first of them needs it.</summary>
internal static class HttpProxyStep
{
    /// <param name="environment">Environment variables, one a line; secret, since they may hold a password.</param>
    /// <param name="folder">Folder of the VM's scripts, which tells what runs there.</param>
    public static RemoteStep Of(Output<string> environment, string folder) => new("remote/proxy")
    {
        Files = environment.Apply(text =>
        {
            var files = new FileBundle().Add(Places.ProxyEnvironment, "0600", text);
            return Unit(folder) is { } unit
                ? files.Add(
                    $"/etc/systemd/system/{unit}.service.d/enginsight-proxy.conf",
                    "0644",
                    $"[Service]\nEnvironmentFile=-{Places.ProxyEnvironment}")
                : files;
        }),
    };

    /// <summary>The service that asks for something outside.</summary>
    private static string? Unit(string folder) => folder switch
    {
        "enterprise" => "docker",
        "load-balancer" => "certbot",
        _ => null,
    };
}
