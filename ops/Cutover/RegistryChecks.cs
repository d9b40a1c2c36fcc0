using Enginsight.Infra.Settings;

namespace Enginsight.Ops.Cutover;

/// <summary>Whether a Docker VM can log in to the registry and pull its images.</summary>
internal static class RegistryChecks
{
    private const string Login = "registry login";
    private const string Images = "images";

    /// <summary>Images that a VM will run.</summary>
    public static IEnumerable<string> ImagesOf(Role role, ImageVersions versions) => role switch
    {
        Role.App => versions.ForAppServer,
        Role.Services => versions.ForServices,
        _ => [],
    };

    /// <param name="registry">Host of the registry.</param>
    /// <param name="facts">What registry.sh printed: one line for each image.</param>
    public static IEnumerable<Finding> Of(string registry, Facts facts)
    {
        if (facts.Has("no-curl"))
        {
            yield return Finding.Warning(
                Login, "not checked, this VM has no curl yet: apt-get install curl, or let up try");
            yield break;
        }

        var answers = facts.All("image").Select(line => line.Split(' ')).Where(words => words.Length == 2)
            .ToLookup(words => words[0].StartsWith($"{registry}/", StringComparison.Ordinal));
        foreach (var words in answers[false].Where(words => words[1] is not ("200" or "present")))
        {
            yield return Finding.Blocker(Images, $"{words[0]} is not had from its own registry "
                + $"({(words[1] == "unreachable" ? "not reached" : $"status {words[1]}")}): "
                + $"copy it into {registry} and set cveDatabaseImage");
        }

        var images = answers[true]
            .ToDictionary(words => words[0][(words[0].LastIndexOf('/') + 1)..], words => words[1]);
        var asked = images.Values.Where(status => status != "present").ToArray();
        yield return LoginFinding(registry, asked);
        if (!asked.Any(status => status is "unreachable" or "401" or "403"))
            yield return ImagesFinding(registry, images);
    }

    private static Finding LoginFinding(string registry, string[] asked)
    {
        if (asked.Length == 0)
            return Finding.Ok(Login, "not needed, all images are on the VM");
        if (asked.Contains("unreachable"))
        {
            return Finding.Blocker(
                Login, $"{registry} is not reached from here: open 443 to it, or set registry.server to one that is");
        }

        return asked.Any(status => status is "401" or "403")
            ? Finding.Blocker(Login, $"{registry} refuses the login: set registry.username and registry.password")
            : Finding.Ok(Login, $"{registry} accepts it");
    }

    private static Finding ImagesFinding(string registry, Dictionary<string, string> images)
    {
        var missing = images.Where(image => image.Value is not ("200" or "present")).ToArray();
        return missing.Length == 0
            ? Finding.Ok(Images, $"{images.Count} of {images.Count} at hand")
            : Finding.Blocker(Images, $"{string.Join(", ", missing.Select(image => image.Key))} not in {registry} "
                + $"(status {string.Join(", ", missing.Select(image => image.Value).Distinct())}): "
                + "correct versions.*, or ./scripts/update-versions");
    }
}
