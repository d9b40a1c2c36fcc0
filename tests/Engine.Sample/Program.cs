using System.Collections.Immutable;
using Pulumi;
using Pulumi.Command.Local;

// The commands that the configuration names, one after the other: what tests run as a process of its own.
return await Deployment.RunAsync(() =>
{
    var commands = new Pulumi.Config().RequireObject<ImmutableSortedDictionary<string, string>>("commands");
    var options = new CustomResourceOptions();
    foreach (var (name, script) in commands)
        options = new() { DependsOn = { new Command(name, new CommandArgs { Create = script }, options) } };
});
