using Engine.Deployments;
using Engine.Display;
using Engine.Handlers;
using Engine.Properties;
using Engine.Protocol;
using Engine.State;

namespace Engine.Tests.Display;

public sealed class LineDisplayTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void Preview_OfChanges_ListsThemWithoutDuration() => Assert.Equal(
        """
        Previewing update (s):

            pulumi:pulumi:Stack p-s  
         +  random:index:RandomId new create 
         ~  command:local:Command web update [diff: +stdin-delete~create,environment]
         ++ random:index:RandomId id create replacement 
         +- random:index:RandomId id replace [diff: ~keepers]
         -  random:index:RandomId gone delete 
         -- random:index:RandomId id delete original 

        Outputs:
          + added  : "x"
          ~ changed: "p" => "p2"
          - removed: [secret]

        Resources:
            + 1 to create
            ~ 1 to update
            - 1 to delete
            +-1 to replace
            4 changes. 1 unchanged


        """,
        Shown(dryRun: true, display =>
        {
            Step(display, new Step(StepKind.Same, Stack, Stack));
            Step(display, new Step(StepKind.Create, null, Id("new")));
            var changes = Changes(("environment.A", DiffKind.Add), ("create", DiffKind.Update),
                ("stdin", DiffKind.Add), ("delete", DiffKind.Delete));
            Step(display, new Step(StepKind.Update, Web, Web) { Diff = new DiffResult(true, changes) });
            Step(display, new Step(StepKind.CreateReplacement, Id("id"), Id("id")));
            var keepers = Changes(("keepers", DiffKind.Update));
            Step(display, new Step(StepKind.Replace, Id("id"), Id("id")) { Diff = new DiffResult(true, keepers) });
            Step(display, new Step(StepKind.Delete, Id("gone"), null));
            Step(display, new Step(StepKind.DeleteReplaced, Id("id"), null));
            display.StackOutputs(
                new PropertyMap([
                    new("changed", "p"), new("removed", new SecretValue("s")), new("same", "1"), new("later", "1")]),
                new PropertyMap([
                    new("changed", "p2"), new("added", "x"), new("same", "1"), new("later", PropertyValue.Computed)]));
        }, counted: [
            (StepKind.Create, 1), (StepKind.Update, 1), (StepKind.Delete, 1), (StepKind.Replace, 1),
            (StepKind.Same, 1)]));

    [Fact]
    public void Update_WithAFailure_NamesItInDiagnosticsAndCountsTheStackToo() => Assert.Equal(
        """
        Updating (s):

         +  pulumi:pulumi:Stack p-s creating (0s) 
         +  command:local:Command web creating (0s) 
         +  command:local:Command web **creating failed** last line
         +  pulumi:pulumi:Stack p-s **failed** 1 error

        Diagnostics:
          command:local:Command (web):
            error: exit status 3: running "x":
            last line

          pulumi:pulumi:Stack (p-s):
            error: update failed

        Resources:
            + 1 created
            2 errored

        Duration: 3s


        """,
        Shown(dryRun: false, display =>
        {
            Step(display, new Step(StepKind.Create, null, Stack));
            var web = new Step(StepKind.Create, null, Web);
            display.StepStarted(web);
            display.Diagnostic(LogSeverity.Error, "exit status 3: running \"x\":\nlast line\n", Web.Urn);
            display.StepFailed(web, Moment);
            display.Diagnostic(LogSeverity.Error, "update failed", null);
        }, counted: (StepKind.Create, 1)));

    [Fact]
    public void Update_Succeeding_ShowsTimesProgressAndAllOutputs() => Assert.Equal(
        """
        Updating (s):

            pulumi:pulumi:Stack p-s  
         ~  command:local:Command web updating (0s) [diff: ~create]
         ~  command:local:Command web updated (0.02s) [diff: ~create]; restarted
         -  random:index:RandomId kept deleting (0s)[retain] 
         -  random:index:RandomId kept deleted (0.02s)[retain] 

        Outputs:
            long : {
                a : 1
                bc: [
                    [0]: true
                ]
            }
          ~ text : (
                ...
                line 3
                line 4
              - line 5
              + LINE 5
                line 6
            )
            token: [secret]

        Resources:
            ~ 1 updated
            - 1 deleted
            2 changes. 1 unchanged

        Duration: 3s


        """,
        Shown(dryRun: false, display =>
        {
            Step(display, new Step(StepKind.Same, Stack, Stack));
            var web = new Step(StepKind.Update, Web, Web) { Diff = new DiffResult(true, Changes(("create", DiffKind.Update))) };
            display.StepStarted(web);
            display.Progress(Web.Urn, "reading\nrestarted\n");
            display.StepSucceeded(web, Moment);
            var kept = Id("kept") with { RetainOnDelete = true };
            Step(display, new Step(StepKind.Delete, kept, null) { SkipsProvider = true });
            var outputs = new PropertyMap([
                new("token", new SecretValue("hidden")),
                new("long", new ObjectValue(new PropertyMap([new("a", 1), new("bc", PropertyValue.Array([true]))]))),
                new("text", "line 1\nline 2\nline 3\nline 4\nline 5\nline 6")]);
            display.StackOutputs(outputs, outputs.Set("text", "line 1\nline 2\nline 3\nline 4\nLINE 5\nline 6"));
        }, counted: [(StepKind.Update, 1), (StepKind.Delete, 1), (StepKind.Same, 1)]));

    [Fact]
    public void Outputs_ChangedInsideOrEmptyOrSecret_ReadAsTheRealOnes() => Assert.Contains(
        """
        Outputs:
          + added : {
              + a: {
                  + b: 1
                }
            }
            secret: [secret]
          ~ tree  : {
              ~ changed: 1 => 2
                same   : "s"
            }

        """,
        Shown(dryRun: false, display => display.StackOutputs(
            Map(("secret", new SecretValue("one")), ("tree", Object(("changed", 1), ("same", "s")))),
            Map(("added", Object(("a", Object(("b", 1))))), ("empty", Object()), ("none", PropertyValue.Array([])),
                ("secret", new SecretValue("two")), ("tree", Object(("changed", 2), ("same", "s")))))));

    [Fact]
    public void Replacement_OfWhatIsRetained_SaysSoInAPreviewToo()
    {
        var kept = Id("kept") with { RetainOnDelete = true };
        var keepers = Changes(("keepers", DiffKind.Update));

        var text = Shown(dryRun: true, display =>
        {
            Step(display, new Step(StepKind.CreateReplacement, kept, kept) { Diff = new DiffResult(true, keepers) });
            var replace = new Step(StepKind.Replace, kept, kept) { Diff = new DiffResult(true, keepers) };
            Step(display, replace);
            Step(display, new Step(StepKind.DeleteReplaced, kept, null) { Replacement = replace });
        });

        Assert.Contains(" ++ random:index:RandomId kept create replacement[retain] [diff: ~keepers]\n", text);
        Assert.Contains(" +- random:index:RandomId kept replace[retain] [diff: ~keepers]\n", text);
        Assert.Contains(" -- random:index:RandomId kept delete original[retain] [diff: ~keepers]\n", text);
    }

    [Fact]
    public void Rows_OfTheHalvesOfAReplacementThatFails_SayWhatTheyDid()
    {
        var text = Shown(dryRun: false, display =>
        {
            display.StepFailed(new Step(StepKind.CreateReplacement, Web, Web), Moment);
            display.StepFailed(new Step(StepKind.DeleteReplaced, Web, null), Moment);
        });

        Assert.Contains(" ++ command:local:Command web **creating failed** \n", text);
        Assert.Contains(" -- command:local:Command web **deleting failed** \n", text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_OfARefresh_TellWhatItFinds(bool dryRun)
    {
        var text = Shown(dryRun, display =>
        {
            foreach (var outcome in new Step[]
            {
                new(StepKind.Same, Stack, Stack), new(StepKind.Same, Web, Web), new(StepKind.Delete, Id("gone"), null),
            })
            {
                display.StepStarted(new Step(StepKind.Refresh, outcome.Subject, outcome.Subject));
                display.StepSucceeded(outcome, Moment);
            }
        });

        var (looks, ends, gone) = dryRun
            ? ("refresh", "", "delete") : ("refreshing (0s)", "", $"deleted ({ResourceText.Seconds(Moment)})");
        Assert.StartsWith($"""
             ~  pulumi:pulumi:Stack p-s {looks} 
                pulumi:pulumi:Stack p-s {ends} 
             ~  command:local:Command web {looks} 
                command:local:Command web {ends} 
             ~  random:index:RandomId gone {looks} 
             -  random:index:RandomId gone {gone} 

            """, text[(text.IndexOf("\n\n") + 2)..]);
    }

    [Fact]
    public void Rows_OfANameWithColons_ShowAllOfIt() => Assert.Contains(
        " +  command:local:Command k::z create \n", Shown(dryRun: true, display =>
            Step(display, new Step(StepKind.Create, null, State("command:local:Command", "k::z")))));

    [Fact]
    public void DefaultProviders_AreNeverShown() => Assert.DoesNotContain("providers", Shown(dryRun: true, display =>
        Step(display, new Step(StepKind.Create, null, State("pulumi:providers:random", "default_4_21_1")))));

    [Fact]
    public void Diff_OfAnUpdate_ShowsChangedLinesAndHidesSecrets() => Assert.Equal(
        """
        Previewing update (s):

          pulumi:pulumi:Stack: (same)
            [urn=urn:pulumi:s::p::pulumi:pulumi:Stack::p-s]
            ~ command:local:Command: (update)
                [id=web1]
                [urn=urn:pulumi:s::p::command:local:Command::web]
              ~ create     : (
                    a
                  - b
                  + B
                    c
                )
              + delete     : "rm"
              ~ environment: {
                  ~ X: "007" => "008"
                }
              ~ stdin      : [secret] => [secret]
            + random:index/randomId:RandomId: (create)
                [urn=urn:pulumi:s::p::random:index/randomId:RandomId::new]
                byteLength: 4
                text      : "one\ntwo\nthree\n..."

        Resources:


        """,
        Shown(dryRun: true, diff: true, act: display =>
        {
            Step(display, new Step(StepKind.Same, Stack, Stack));
            Step(display, new Step(StepKind.Update, Web with { Inputs = Inputs("a\nb\nc", "007", "s1") },
                Web with { Inputs = Inputs("a\nB\nc", "008", "s2").Set("delete", "rm") }));
            Step(display, new Step(StepKind.Create, null, Id("new") with
            {
                Inputs = Map(("byteLength", 4), ("text", "one\ntwo\nthree\nfour")),
            }));
        }));

    [Fact]
    public void Diff_OfAReplacementAndOfADeletion_TellsTheWholeAndWhatIsLostAndWhatIsProtected()
    {
        var kept = Web with { Protect = true, RetainOnDelete = true, Inputs = Map(("create", "a")) };
        var free = kept with { Protect = false, Inputs = Map(("create", "b")) };

        var text = Shown(dryRun: true, diff: true, act: display =>
        {
            foreach (var kind in new[] { StepKind.CreateReplacement, StepKind.Replace, StepKind.DeleteReplaced })
                Step(display, new Step(kind, kept, kind == StepKind.DeleteReplaced ? null : free));
            display.StepStarted(new Step(StepKind.Delete, kept, null));
            display.StepFailed(new Step(StepKind.Delete, kept, null), Moment);
        });

        Assert.Equal(["+-command:local:Command: (replace[retain]) 🔓", "- command:local:Command: (delete[retain]) 🔒"],
            text.Split('\n').Where(line => line.Contains("Command: ")).Select(line => line.Trim()));
        Assert.Contains("    create: \"a\"\n\nResources:", text);
    }

    [Fact]
    public void Output_ContainingAConfigurationSecret_IsFiltered()
    {
        var text = Shown(dryRun: true, display => display.Diagnostic(LogSeverity.Error, "password is hunter22", null));

        Assert.Contains("password is [secret]", text);
    }

    private static PropertyMap Inputs(string create, string x, string secret) => new([
        new("create", create),
        new("environment", new ObjectValue(new PropertyMap([new("X", x), new("Y", "y")]))),
        new("stdin", new SecretValue(secret))]);

    private static ResourceState Stack => State("pulumi:pulumi:Stack", "p-s") with { Custom = false };

    private static ResourceState Web => State("command:local:Command", "web") with { Id = "web1", Parent = Stack.Urn };

    private static ResourceState Id(string name) =>
        State("random:index/randomId:RandomId", name) with { Parent = Stack.Urn };

    private static ResourceState State(string type, string name) => new()
    {
        Urn = Urns.Make("s", "p", null, type, name),
        Type = type,
        Custom = true,
    };

    private static PropertyMap Map(params (string Name, PropertyValue Value)[] items) =>
        new(items.Select(item => KeyValuePair.Create(item.Name, item.Value)));

    private static ObjectValue Object(params (string Name, PropertyValue Value)[] items) => new(Map(items));

    private static Dictionary<string, PropertyDiff> Changes(params (string Path, DiffKind Kind)[] changes) =>
        changes.ToDictionary(change => change.Path, change => new PropertyDiff(change.Kind));

    private static void Step(RunDisplay display, Step step)
    {
        display.StepStarted(step);
        display.StepSucceeded(step, Moment);
    }

    private static string Shown(
        bool dryRun, Action<RunDisplay> act, bool diff = false, params (StepKind Kind, int Count)[] counted)
    {
        var counts = counted.ToDictionary(item => item.Kind, item => item.Count);
        using var output = new StringWriter();
        using var lines = new BufferedLines(output, text => text.Replace("hunter22", "[secret]"));
        var header = new RunHeader(dryRun ? "Previewing update" : "Updating", "s", Stack.Urn, dryRun);
        RunDisplay display = diff ? new DiffDisplay(header, lines) : new LineDisplay(header, lines);
        display.Begin();
        act(display);
        display.End(new DeploymentResult(true, counts, true, Snapshot.Empty), TimeSpan.FromSeconds(2.1));
        return output.ToString();
    }
}
