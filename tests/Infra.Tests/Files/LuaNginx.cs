using System.Diagnostics;
using Enginsight.Infra.Files;

namespace Enginsight.Infra.Tests.Files;

/// <summary>Debian's nginx with the balancer, on a port of loopback, in a folder of its own.</summary>
internal sealed class LuaNginx : IAsyncDisposable
{
    /// <summary>Debian's modules, for the main context.</summary>
    public const string Modules = """
        load_module /usr/lib/nginx/modules/ndk_http_module.so;
        load_module /usr/lib/nginx/modules/ngx_http_lua_module.so;

        """;

    private readonly Scratch _files = new();
    private readonly string _folder;
    private readonly HttpClient _client;
    private readonly Process _process;

    /// <param name="port">Port of the app servers.</param>
    public LuaNginx(int port)
    {
        _folder = _files.Path;
        Port = Loopback.FreePort();
        // Workers run as nobody where the test runs as root.
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        var paths = new[] { ("SERVERS", ServersFile), ("UNHEALTHY", UnhealthyFile) };
        File.WriteAllText($"{_folder}/balancer.lua", EmbeddedFile.Render("load-balancer/balancer.lua", paths));
        File.WriteAllText($"{_folder}/nginx.conf", $$"""
            {{Modules}}
            daemon off;
            worker_processes 2;
            pid {{_folder}}/pid;
            error_log {{_folder}}/error.log;
            events {}
            http {
                access_log off;
                client_body_temp_path {{_folder}}/body;
                proxy_temp_path {{_folder}}/proxy;
                fastcgi_temp_path {{_folder}}/fastcgi;
                uwsgi_temp_path {{_folder}}/uwsgi;
                scgi_temp_path {{_folder}}/scgi;
                lua_package_path "{{_folder}}/?.lua;;";
                {{SharedMemory()}}
                upstream servers {
                    server 0.0.0.1;
                    balancer_by_lua_block { require("balancer").balance({{port}}) }
                    keepalive 16;
                }
                server {
                    listen 127.0.0.1:{{Port}};
                    log_by_lua_block { require("balancer").finish() }
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_next_upstream error timeout;
                    location / { proxy_pass http://servers; }
                    location /counts { content_by_lua_block {
                        for i = 1, ngx.var.arg_servers * ngx.var.arg_workers do
                            local key = "running 2001:db8:1234:5678:9abc:def0:1234:" .. 10000 + i .. " 1234567"
                            local ok, problem = ngx.shared.enginsight:safe_set(key, 1)
                            if not ok then return ngx.say(problem) end
                        end
                        ngx.say("all kept")
                    } }
                    location /tell { content_by_lua_block { require("balancer").answer() } }
                }
            }
            """);
        Tell("", "");
        _client = new HttpClient
        {
            BaseAddress = new Uri($"http://127.0.0.1:{Port}/"),
            Timeout = TimeSpan.FromSeconds(20),
        };
        _process = Process.Start(new ProcessStartInfo("nginx", ["-c", $"{_folder}/nginx.conf"]))!;
    }

    public int Port { get; }

    private string ServersFile => $"{_folder}/servers";

    private string UnhealthyFile => $"{_folder}/unhealthy";

    /// <summary>Writes both files; lines as they stand there, separated by commas.</summary>
    public void Tell(string servers, string unhealthy)
    {
        File.WriteAllText(ServersFile, Lines(servers));
        File.WriteAllText(UnhealthyFile, Lines(unhealthy));
    }

    /// <summary>Makes the workers read both files, and gives what the balancer says.</summary>
    public async Task<string[]> AskAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return (await _client.GetStringAsync("tell")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            }
            catch (HttpRequestException) when (attempt < 100)
            {
                await Task.Delay(50); // it has just been started
            }
        }
    }

    public async Task<(int Status, string Text)> SendAsync(HttpMethod method, string path = "")
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await _client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Fills what the workers share with their counts for so many servers; what came of it.</summary>
    public async Task<string> CountAsync(int servers, int workers) =>
        (await SendAsync(HttpMethod.Get, $"counts?servers={servers}&workers={workers}")).Text.Trim();

    /// <summary>Texts of so many answers.</summary>
    public async Task<string[]> AnswersAsync(int count)
    {
        var answers = new string[count];
        for (var i = 0; i < count; i++)
            answers[i] = (await SendAsync(HttpMethod.Get)).Text;
        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        using (Process.Start("kill", ["-QUIT", $"{_process.Id}"]))
            await _process.WaitForExitAsync();
        _process.Dispose();
        _client.Dispose();
        _files.Dispose();
    }

    /// <summary>As large as a site has it.</summary>
    private static string SharedMemory() => EmbeddedFile.Read("load-balancer/ngs.conf")
        .Split('\n').Single(line => line.StartsWith("lua_shared_dict ", StringComparison.Ordinal));

    private static string Lines(string text) =>
        string.Concat(text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(line => $"{line}\n"));
}
