using System.CommandLine;
using Enginsight.Ops;
using Enginsight.Ops.Adopt;
using Enginsight.Ops.Bench;
using Enginsight.Ops.Bundle;
using Enginsight.Ops.Cutover;
using Enginsight.Ops.Drift;
using Enginsight.Ops.Drill;
using Enginsight.Ops.Forget;
using Enginsight.Ops.History;
using Enginsight.Ops.Load;
using Enginsight.Ops.Logins;
using Enginsight.Ops.OutOfService;
using Enginsight.Ops.Status;
using Enginsight.Ops.Verify;
using Enginsight.Ops.Versions;

// An error on a thread that nobody waits for, such as one of the SSH library's.
AppDomain.CurrentDomain.UnhandledException += (_, e) => Environment.Exit(Failure.Tell(e.ExceptionObject));
return await CommandLine.RunAsync(args, new RootCommand("Tools for the operator of an Enginsight stack.")
{
    BenchCommand.Create(),
    DriftCommand.Create(),
    RepairCommand.Create(),
    DrillCommand.Create(),
    LoadCommand.Create(),
    LoginsCommand.Create(),
    VerifyCommand.Create(),
    OutOfServiceCommand.Create(),
    CutoverCheckCommand.Create(),
    AdoptCommand.Create(),
    UpdateVersionsCommand.Create(),
    BundleCommand.Create(),
    RollbackCommand.Create(),
    ForgetCommand.Create(),
    StatusCommand.Create(),
});
