namespace Enginsight.Ops.Cutover;

/// <summary>An nginx that the load balancer VM has already.</summary>
internal static class NginxChecks
{
    private const string Item = "nginx";

    public static IEnumerable<Finding> Of(Facts facts)
    {
        if (facts["nginx-broken"] is { } error)
            yield return Finding.Blocker(Item, $"its configuration is not valid as it stands ({error}): see nginx -t");
        if (facts.Has("nginx-no-sites"))
        {
            yield return Finding.Blocker(Item, "/etc/nginx/nginx.conf does not include sites-enabled, so the site would "
                + "never be served: add 'include /etc/nginx/sites-enabled/*;' to its http section");
        }

        foreach (var site in facts.All("nginx-site").Select(line => line.Split(' ')))
        {
            yield return site[^1] == "clashes"
                ? Finding.Blocker(Item, $"{site[0]} is a default_server or has an upstream of the same name, which "
                    + "nginx refuses beside this program's site: take it away, or take that out of it")
                : Finding.Warning(Item, $"{site[0]} is served as well, and goes on being served");
        }
    }
}
