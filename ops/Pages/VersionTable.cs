using System.Collections.Immutable;

namespace Enginsight.Ops.Pages;

internal static class VersionTable
{
    public static Html Of(ConfiguredVersions versions) => Html.Of($"""
        <p>As the stack file says.</p>
        <ul class="versions">
        {Html.Each(versions.All, one => Html.Of($"<li>{one.Service} <b>{one.Version}</b></li>\n"))}</ul>

        """);
}
