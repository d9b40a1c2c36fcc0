namespace Enginsight.Infra.Settings;

/// <summary>The vendor's licence agreement is accepted by a person, explicitly, or nothing is installed.</summary>
internal static class Eula
{
    public static void RequireAccepted(SettingsSection root)
    {
        if (root.Text("acceptEula") != "true")
        {
            root.Note("acceptEula",
                $"should be true, was {(root.Text("acceptEula") is { } text ? $"'{text}'" : "missing")}; "
                + "read Enginsight's EULA, then type: ./scripts/pulumi config set acceptEula true");
        }
    }
}
