using Enginsight.Infra;
using Pulumi;

return await Deployment.RunAsync<EnginsightStack>();
