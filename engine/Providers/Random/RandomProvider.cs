namespace Engine.Providers.Random;

/// <summary>pulumi-random 4.21.1: passwords, strings, ids and bytes from the system's secure generator.</summary>
internal sealed class RandomProvider() : PackageProvider("random", "4.21.1", new Dictionary<string, ResourceHandler>
{
    ["random:index/randomPassword:RandomPassword"] = new RandomTextHandler(secret: true),
    ["random:index/randomString:RandomString"] = new RandomTextHandler(secret: false),
    ["random:index/randomId:RandomId"] = new RandomIdHandler(),
    ["random:index/randomBytes:RandomBytes"] = new RandomBytesHandler(),
});
