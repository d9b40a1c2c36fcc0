using Engine.Protocol;

namespace Engine.Providers.Random;

/// <summary>pulumi-random 4.21.1: passwords from the system's secure generator.</summary>
internal sealed class RandomProvider() : PackageProvider("random", new Dictionary<string, ResourceHandler>
{
    ["random:index/randomPassword:RandomPassword"] = new RandomPasswordHandler(),
});
