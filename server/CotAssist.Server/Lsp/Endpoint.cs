using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CotAssist.Server.Lsp;

/// <summary>
/// JSON-RPC 2.0 over two streams: dispatch, answers, cancellation. Handlers run in the order of the messages up to their
/// first await, so each sees the documents as they stood when its message was sent. A bug in one is caught here, once,
/// logged with the request's method and id, and answered as an error. Knows no document and no model.
/// </summary>
internal sealed class Endpoint(Stream input, Stream output, TextWriter log)
{
    private readonly MessageReader reader = new(PipeReader.Create(input));
    private readonly SemaphoreSlim writing = new(1);
    private readonly Dictionary<string, Func<JsonElement, CancellationToken, Task<Action<Utf8JsonWriter>>>> requests = [];
    private readonly Dictionary<string, Action<JsonElement>> notifications = [];
    private readonly ConcurrentDictionary<string, CancellationTokenSource> running = [];
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> waiting = [];
    private int lastId;

    /// <summary>Asked before each request; a message here refuses it (LSP: before initialize, after shutdown).</summary>
    public Func<string, RpcException?> Gate { get; set; } = _ => null;

    public void OnRequest<TParams, TResult>(
        string method, JsonTypeInfo<TParams> paramsType, JsonTypeInfo<TResult> resultType, Func<TParams, CancellationToken, Task<TResult?>> handler) =>
        requests.Add(method, async (parameters, cancellation) =>
        {
            var result = await handler(Parse(parameters, paramsType), cancellation);
            return writer =>
            {
                if (result is null)
                {
                    writer.WriteNullValue();
                }
                else
                {
                    JsonSerializer.Serialize(writer, result, resultType);
                }
            };
        });

    /// <summary>A request without parameters that is answered with null.</summary>
    public void OnRequest(string method, Action handler) => requests.Add(method, (_, _) =>
    {
        handler();
        return Task.FromResult<Action<Utf8JsonWriter>>(writer => writer.WriteNullValue());
    });

    public void OnNotification<TParams>(string method, JsonTypeInfo<TParams> type, Action<TParams> handler) =>
        notifications.Add(method, parameters => handler(Parse(parameters, type)));

    public void OnNotification(string method, Action handler) => notifications.Add(method, _ => handler());

    public Task NotifyAsync<T>(string method, T parameters, JsonTypeInfo<T> type) => SendAsync(writer =>
    {
        writer.WriteString("method", method);
        writer.WritePropertyName("params");
        JsonSerializer.Serialize(writer, parameters, type);
    });

    /// <summary>Asks the client; the answer is undefined JSON when the client answers with an error.</summary>
    public async Task<JsonElement> RequestAsync<T>(string method, T? parameters, JsonTypeInfo<T>? type)
    {
        var id = Interlocked.Increment(ref lastId);
        var answer = waiting[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(writer =>
        {
            writer.WriteNumber("id", id);
            writer.WriteString("method", method);
            if (type is not null)
            {
                writer.WritePropertyName("params");
                JsonSerializer.Serialize(writer, parameters!, type);
            }
        });
        return await answer.Task;
    }

    /// <summary>Reads until the stream ends or <paramref name="cancellation"/> (the exit notification).</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (await reader.ReadAsync(cancellation) is { } content)
            {
                await DispatchAsync(content);
            }
        }
        catch (InvalidDataException e)
        {
            await log.WriteLineAsync($"The connection cannot go on: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            // The client said exit.
        }

        foreach (var source in running.Values)
        {
            await source.CancelAsync();
        }
    }

    private static T Parse<T>(JsonElement parameters, JsonTypeInfo<T> type)
    {
        try
        {
            return parameters.Deserialize(type) ?? throw new JsonException();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new RpcException(RpcException.InvalidParams, $"The parameters are no {typeof(T).Name}.");
        }
    }

    private async Task DispatchAsync(byte[] content)
    {
        JsonElement message;
        try
        {
            message = JsonElement.Parse(content);
        }
        catch (JsonException)
        {
            await SendErrorAsync("null", new RpcException(RpcException.ParseError, "The message is no JSON."));
            return;
        }

        if (message.ValueKind != JsonValueKind.Object)
        {
            await SendErrorAsync("null", new RpcException(RpcException.InvalidRequest, "The message is no JSON object."));
            return;
        }

        var id = message.TryGetProperty("id", out var idElement) ? idElement.GetRawText() : null;
        if (!message.TryGetProperty("method", out var methodElement) || methodElement.GetString() is not { } method)
        {
            TakeAnswer(message, idElement);
            return;
        }

        _ = message.TryGetProperty("params", out var parameters);
        if (id is not null)
        {
            // Not awaited: the handler has run to its first await by now, and the next message must not wait for the rest.
            _ = AnswerAsync(id, method, parameters);
        }
        else if (method == "$/cancelRequest")
        {
            if (parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty("id", out var cancelled) && running.TryGetValue(cancelled.GetRawText(), out var source))
            {
                await CancelAsync(source);
            }
        }
        else if (notifications.TryGetValue(method, out var handler))
        {
            try
            {
                handler(parameters);
            }
            catch (Exception e)
            {
                await LogAsync(method, "notification", e);
            }
        }
    }

    private async Task AnswerAsync(string id, string method, JsonElement parameters)
    {
        using var source = new CancellationTokenSource();
        running[id] = source;
        try
        {
            if (Gate(method) is { } refused)
            {
                throw refused;
            }

            if (!requests.TryGetValue(method, out var handler))
            {
                throw new RpcException(RpcException.MethodNotFound, $"This server does not know {method}.");
            }

            var write = await handler(parameters, source.Token);
            await SendAsync(writer =>
            {
                writer.WritePropertyName("id");
                writer.WriteRawValue(id);
                writer.WritePropertyName("result");
                write(writer);
            });
        }
        catch (RpcException e)
        {
            await SendErrorAsync(id, e);
        }
        catch (OperationCanceledException)
        {
            await SendErrorAsync(id, source.IsCancellationRequested
                ? new RpcException(RpcException.RequestCancelled, "Cancelled.")
                : new RpcException(RpcException.ServerCancelled, "A newer request took its place."));
        }
        catch (Exception e)
        {
            await LogAsync(method, id, e);
            await SendErrorAsync(id, new RpcException(RpcException.InternalError, $"{method} failed; the server's log says how."));
        }
        finally
        {
            running.TryRemove(id, out _);
        }
    }

    private static async Task CancelAsync(CancellationTokenSource source)
    {
        try
        {
            await source.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The answer went out between the look-up and the cancellation; LSP allows both.
        }
    }

    private void TakeAnswer(JsonElement message, JsonElement id)
    {
        if (id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var number) && waiting.TryRemove(number, out var answer))
        {
            answer.SetResult(message.TryGetProperty("result", out var result) ? result.Clone() : default);
        }
    }

    private Task SendErrorAsync(string id, RpcException error) => SendAsync(writer =>
    {
        writer.WritePropertyName("id");
        writer.WriteRawValue(id);
        writer.WriteStartObject("error");
        writer.WriteNumber("code", error.Code);
        writer.WriteString("message", error.Message);
        writer.WriteEndObject();
    });

    private async Task SendAsync(Action<Utf8JsonWriter> writeMembers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc", "2.0");
            writeMembers(writer);
            writer.WriteEndObject();
        }

        var header = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {buffer.WrittenCount}\r\n\r\n"));
        await writing.WaitAsync();
        try
        {
            await output.WriteAsync(header);
            await output.WriteAsync(buffer.WrittenMemory);
            await output.FlushAsync();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The client is gone; the reading side ends with it.
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Names the place in our code, never the text that was worked on.</summary>
    private Task LogAsync(string method, string id, Exception e) => log.WriteLineAsync($"{method} {id}: {e.GetType().Name}{Environment.NewLine}{e.StackTrace}");
}
