using Enginsight.Infra.Files;

namespace Enginsight.Infra.Tests.Files;

/// <summary>Debian's nginx looks at a rendered site, in a folder in the place of those that it has on a VM.</summary>
internal static class NginxTest
{
    /// <param name="folder">With servers, socket and logs of the test.</param>
    /// <param name="chain">Certificate in the place of the one that the program writes.</param>
    /// <param name="key">Its key.</param>
    public static Task<CommandResult> RunAsync(string site, Scratch folder, string chain, string key)
    {
        var here = site
            .Replace(Places.NginxCertificate, chain, StringComparison.Ordinal)
            .Replace(Places.NginxKey, key, StringComparison.Ordinal)
            .Replace("/etc/nginx/enginsight", folder.Path, StringComparison.Ordinal)
            .Replace("/run/enginsight", folder.Path, StringComparison.Ordinal)
            .Replace("/var/log/nginx", folder.Path, StringComparison.Ordinal);
        var file = folder.Write(
            "nginx.conf", $"{LuaNginx.Modules}pid {folder.At("pid")};\nevents {{}}\nhttp {{\n{here}\n}}\n");
        return Shell.RunAsync(["nginx", "-t", "-c", file]);
    }
}
