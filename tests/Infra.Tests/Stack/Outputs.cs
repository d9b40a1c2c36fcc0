using Pulumi;
using Pulumi.Utilities;

namespace Enginsight.Infra.Tests.Stack;

internal static class Outputs
{
    public static Task<T> ValueAsync<T>(Output<T> output) => OutputUtilities.GetValueAsync(output);
}
