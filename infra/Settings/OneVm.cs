using System.Text.Json;

namespace Enginsight.Infra.Settings;

/// <summary>The keys of one VM in a section that stands for several, which a list beside it names.</summary>
internal static class OneVm
{
    private static readonly string[] Keys = ["host", "name", "address", "user", "port", "hostKey"];

    /// <param name="section">The section that has settings of all of them.</param>
    /// <param name="instead">The setting that names the VMs, and how many.</param>
    public static void Refuse(SettingsSection section, string instead)
    {
        if (Keys.FirstOrDefault(section.Has) is { } one)
            section.Note(one, $"should be left out where {instead}");
    }

    /// <summary>In the place of a VM that is missing, which has its line already: no reason for others.</summary>
    public static VmSettings Unknown(Func<SettingsSection, VmSettings> vm) =>
        vm(new SettingsSection("", new Dictionary<string, JsonElement>(), new SettingsProblems()));
}
