using System.CommandLine;
using Enginsight.Infra.Settings;
using Enginsight.Ops;
using Enginsight.Ops.Adopt;
using Enginsight.Ops.Bench;
using Enginsight.Ops.Cutover;
using Enginsight.Ops.Drift;
using Enginsight.Ops.Drill;
using Enginsight.Ops.Forget;
using Enginsight.Ops.History;
using Enginsight.Ops.Load;
using Enginsight.Ops.Status;
using Enginsight.Ops.Verify;
using Enginsight.Ops.Versions;

var root = new RootCommand("Tools for the operator of an Enginsight stack.")
{
    BenchCommand.Create(),
    DriftCommand.Create(),
    RepairCommand.Create(),
    DrillCommand.Create(),
    LoadCommand.Create(),
    VerifyCommand.Create(),
    CutoverCheckCommand.Create(),
    AdoptCommand.Create(),
    UpdateVersionsCommand.Create(),
    RollbackCommand.Create(),
    ForgetCommand.Create(),
    StatusCommand.Create(),
};
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is OpsException or SettingsException)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 1;
}
