using StandIn;
using StandIn.Mongo;
using StandIn.Server;

var identity = Identity.FromEnvironment();
Log.Write($"this is a stand-in for {identity.Name} {identity.Version}, made for the lab; it is not the real software");
try
{
    await (identity.Name switch
    {
        "ui-m1" => UserInterface.RunAsync(identity),
        "server-m2" => ApiServer.RunAsync(identity),
        "mongo" => MongoServer.RunAsync(identity, args),
        _ => Worker.RunAsync(identity),
    });
    return 0;
}
catch (Exception failure) when (failure is FatalException or IOException)
{
    Log.Write($"fatal: {failure.Message}");
    return 1;
}
