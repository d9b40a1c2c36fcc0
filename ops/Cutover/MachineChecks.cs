namespace Enginsight.Ops.Cutover;

/// <summary>Size and system of a VM, against what the vendor asks for.</summary>
internal static class MachineChecks
{
    private const long KiloPerGiga = 1024 * 1024;
    private const int AppCores = 4;
    private const int AppMemoryGiga = 8;
    private const int AppDiskGiga = 200;
    private const int AppSwapGiga = 4;

    /// <summary>A VM of 8 GB shows a little less, and a disk loses some to its file system.</summary>
    private const double Tolerance = 0.9;

    public static IEnumerable<Finding> Of(Role role, Facts facts) =>
    [
        System(facts),
        role is Role.App
            ? Size("cores", facts.Number("cores"), AppCores, "")
            : Finding.Ok("cores", $"{facts.Number("cores")} (no figure of the vendor's for this VM)"),
        Size(role, "memory", facts.Number("memory-kb"), AppMemoryGiga),
        Size(role, "disk", facts.Number("disk-kb"), AppDiskGiga),
        Swap(role, facts.Number("swap-kb")),
    ];

    private static Finding System(Facts facts) => facts["system"] switch
    {
        "debian 12" => Finding.Ok("system", "Debian 12"),
        { } other when other.StartsWith("debian ", StringComparison.Ordinal) => Finding.Warning(
            "system", $"Debian {other[7..]}; the vendor names Debian 12, and only that is tested here"),
        var other => Finding.Blocker(
            "system", $"{other ?? "unknown"}; the vendor supports Debian only: install Debian 12"),
    };

    private static Finding Size(Role role, string item, long kilo, int wanted) => role is Role.App
        ? Size(item, Math.Round((double)kilo / KiloPerGiga, 1), wanted, " GB")
        : Finding.Ok(item, $"{(double)kilo / KiloPerGiga:0.0} GB (no figure of the vendor's for this VM)");

    private static Finding Size(string item, double seen, int wanted, string unit) => seen >= wanted * Tolerance
        ? Finding.Ok(item, $"{seen}{unit}")
        : Finding.Warning(item, $"{seen}{unit}; the vendor asks for {wanted}{unit} on an app server: enlarge the VM");

    private static Finding Swap(Role role, long kilo)
    {
        var seen = $"{(double)kilo / KiloPerGiga:0.0} GB";
        if (role is not Role.App)
            return Finding.Ok("swap", $"{seen} (no figure of the vendor's for this VM)");
        return kilo >= AppSwapGiga * KiloPerGiga * Tolerance
            ? Finding.Ok("swap", seen)
            : Finding.Warning("swap",
                $"{seen}; the vendor asks for {AppSwapGiga} GB, because ui-m1 builds itself at its start: "
                + "fallocate -l 4G /swapfile && chmod 600 /swapfile && mkswap /swapfile && swapon /swapfile, "
                + "and a line in /etc/fstab");
    }
}
