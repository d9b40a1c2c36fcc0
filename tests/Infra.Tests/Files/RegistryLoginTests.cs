using Enginsight.Infra.Tests.Stack;

namespace Enginsight.Infra.Tests.Files;

/// <summary>What is said of a login that the registry refuses; Docker is a stand-in.</summary>
public class RegistryLoginTests
{
    [Fact]
    public async Task Login_Refused_IsSaidInDockersWordsWithoutThePassword()
    {
        var refused = (await Shell.RunAsync(["bash", "-c", $$"""
            set -euo pipefail
            docker() {
              echo "WARNING! Your password is stored unencrypted" >&2
              echo "Error response from daemon: unauthorized for $(cat)" >&2
              return 1
            }
            secret() { echo 'p*ss[w]rd'; }
            registry=registry.example.org images=image:1 stage=/tmp username=robot
            {{StepScripts.Library("enterprise/images.sh")}}
            """])).Failed();

        Assert.Equal(
            "docker login at registry.example.org failed for user 'robot' (registry.username, registry.password): "
            + "Error response from daemon: unauthorized for [secret] \n",
            refused.Error);
    }
}
