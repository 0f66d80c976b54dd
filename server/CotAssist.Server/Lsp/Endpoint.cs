using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CotAssist.Server.Lsp;

/// <summary>
/// JSON-RPC 2.0 over a pipe pair: dispatches what comes in, matches answers to what went out. Knows no method of the
/// protocol but $/cancelRequest. Messages are taken in order: a notification is done before the next message is looked at,
/// a request runs up to its first await there, which is where it takes its snapshot. Errors are caught here and only here.
/// </summary>
internal sealed class Endpoint
{
    private readonly MessageReader _reader;
    private readonly MessageWriter _writer;
    private readonly TextWriter _log;
    private readonly Func<string, ErrorCode?> _refuse;
    private readonly Dictionary<string, Func<JsonElement, CancellationToken, Task<Action<Utf8JsonWriter>>>> _requests = [];
    private readonly Dictionary<string, Action<JsonElement>> _notifications = [];
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _running = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _asked = new();
    private readonly CancellationTokenSource _stop = new();
    private int _lastId;

    /// <param name="log">Receives method, id and kind of every error, never a message's content.</param>
    /// <param name="refuse">Says with which error a method is refused in the present state; null when it is not.</param>
    public Endpoint(PipeReader input, PipeWriter output, TextWriter log, Func<string, ErrorCode?> refuse)
    {
        (_reader, _writer, _log, _refuse) = (new MessageReader(input), new MessageWriter(output), log, refuse);
        OnNotification("$/cancelRequest", ExtensionsJson.Default.CancelParams, cancel =>
        {
            if (_running.TryGetValue(Key(cancel.Id), out CancellationTokenSource? running))
            {
                Cancel(running);
            }
        });
    }

    public void OnRequest<TParams, TResult>(
        string method, JsonTypeInfo<TParams> read, JsonTypeInfo<TResult> write, Func<TParams, CancellationToken, Task<TResult>> handle) =>
        _requests.Add(method, async (parameters, cancellation) =>
        {
            TResult result = await handle(Deserialize(parameters, read), cancellation);
            return json => JsonSerializer.Serialize(json, result, write);
        });

    public void OnNotification<TParams>(string method, JsonTypeInfo<TParams> read, Action<TParams> handle) =>
        _notifications.Add(method, parameters => handle(Deserialize(parameters, read)));

    public void Notify<TParams>(string method, TParams parameters, JsonTypeInfo<TParams> write) => Send(json =>
    {
        json.WriteString("method", method);
        json.WritePropertyName("params");
        JsonSerializer.Serialize(json, parameters, write);
    });

    /// <summary>Asks the client; the result stays JSON, for most are null.</summary>
    /// <exception cref="RpcException">The client answered with an error.</exception>
    public Task<JsonElement> AskAsync<TParams>(string method, TParams parameters, JsonTypeInfo<TParams> write)
    {
        int id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[id] = answer;
        if (_stop.IsCancellationRequested)
        {
            answer.TrySetCanceled();
        }

        Send(json =>
        {
            json.WriteNumber("id", id);
            json.WriteString("method", method);
            if (parameters is not null)
            {
                json.WritePropertyName("params");
                JsonSerializer.Serialize(json, parameters, write);
            }
        });
        return answer.Task;
    }

    public Task<JsonElement> AskAsync(string method) => AskAsync<NoParams?>(method, null, ExtensionsJson.Default.NoParams!);

    /// <summary>For work that no request waits for: its bugs go to the log too.</summary>
    public async Task WatchAsync(string method, Task work)
    {
        try
        {
            await work;
        }
        catch (Exception exception)
        {
            Log(method, "in the background", exception);
        }
    }

    /// <summary>Ends <see cref="RunAsync"/>; running requests are cancelled.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Reads until the stream ends or <see cref="Stop"/> is called.</summary>
    public async Task RunAsync()
    {
        Task writing = _writer.RunAsync();
        try
        {
            while (!_stop.IsCancellationRequested && await ReadAsync() is { } content)
            {
                Dispatch(content);
            }
        }
        catch (OperationCanceledException)
        {
            // Stop() was called while waiting for a message.
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            _log.WriteLine($"The connection ends: {exception.Message}");
        }

        await _stop.CancelAsync();
        foreach (TaskCompletionSource<JsonElement> answer in _asked.Values)
        {
            answer.TrySetCanceled();
        }

        _writer.Complete();
        await writing;
    }

    private async ValueTask<byte[]?> ReadAsync()
    {
        while (true)
        {
            try
            {
                return await _reader.ReadAsync(_stop.Token);
            }
            catch (RpcException malformed)
            {
                SendError(id: null, malformed.Code, malformed.Message);
            }
        }
    }

    private void Dispatch(byte[] content)
    {
        JsonElement message;
        try
        {
            message = JsonElement.Parse(content);
        }
        catch (JsonException)
        {
            SendError(id: null, ErrorCode.ParseError, "The message is not JSON.");
            return;
        }

        if (message.ValueKind != JsonValueKind.Object)
        {
            SendError(id: null, ErrorCode.InvalidRequest, "The message is not a JSON object.");
            return;
        }

        bool hasId = message.TryGetProperty("id", out JsonElement id);
        if (hasId && id.ValueKind is not (JsonValueKind.Number or JsonValueKind.String or JsonValueKind.Null))
        {
            SendError(id: null, ErrorCode.InvalidRequest, "The message's id is neither a number nor a string.");
            return;
        }

        message.TryGetProperty("params", out JsonElement parameters);
        bool hasMethod = message.TryGetProperty("method", out JsonElement method) && method.ValueKind == JsonValueKind.String;
        switch (hasId, hasMethod)
        {
            case (true, true): _ = AnswerAsync(id, method.GetString()!, parameters); break;
            case (false, true): Handle(method.GetString()!, parameters); break;
            case (true, false) when message.TryGetProperty("result", out _) || message.TryGetProperty("error", out _): Settle(id, message); break;
            default: SendError(hasId ? id : null, ErrorCode.InvalidRequest, "The message has no method."); break;
        }
    }

    private async Task AnswerAsync(JsonElement id, string method, JsonElement parameters)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        if (_refuse(method) is { } refused)
        {
            SendError(id, refused, refused == ErrorCode.ServerNotInitialized ? $"'initialize' has to come before '{method}'." : $"'{method}' came after 'shutdown'.");
            return;
        }

        if (!_requests.TryGetValue(method, out var handle))
        {
            SendError(id, ErrorCode.MethodNotFound, $"This server has no method '{method}'.");
            return;
        }

        if (!_running.TryAdd(Key(id), cancellation))
        {
            SendError(id, ErrorCode.InvalidRequest, "A request with this id is still running.");
            return;
        }

        try
        {
            Action<Utf8JsonWriter> result = await handle(parameters, cancellation.Token);
            Send(json =>
            {
                WriteId(json, id);
                json.WritePropertyName("result");
                result(json);
            });
        }
        catch (Exception exception)
        {
            (ErrorCode code, string text) = exception switch
            {
                RpcException known => (known.Code, known.Message),
                SupersededException => (ErrorCode.ServerCancelled, exception.Message),
                OperationCanceledException => (ErrorCode.RequestCancelled, "The request was cancelled."),
                JsonException json => (ErrorCode.InvalidParams, $"The parameters of '{method}' are not as the protocol has them (at {json.Path ?? "$"})."),
                _ => (ErrorCode.InternalError, $"'{method}' failed inside the server; its log says where."),
            };
            if (code == ErrorCode.InternalError)
            {
                Log(method, id.GetRawText(), exception);
            }

            SendError(id, code, text);
        }
        finally
        {
            _running.TryRemove(Key(id), out _);
        }
    }

    private void Handle(string method, JsonElement parameters)
    {
        // Methods that start with "$/" may be ignored, and so may notifications that come before 'initialize'.
        if (_refuse(method) is not null || !_notifications.TryGetValue(method, out Action<JsonElement>? handle))
        {
            return;
        }

        try
        {
            handle(parameters);
        }
        catch (Exception exception)
        {
            Log(method, "no id", exception);
        }
    }

    private void Settle(JsonElement id, JsonElement message)
    {
        if (id.ValueKind != JsonValueKind.Number || !id.TryGetInt32(out int number) || !_asked.TryRemove(number, out TaskCompletionSource<JsonElement>? answer))
        {
            return; // an answer nobody waits for any more
        }

        if (message.TryGetProperty("error", out JsonElement error))
        {
            string text = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out JsonElement said) ? said.ToString() : "no reason given";
            answer.TrySetException(new RpcException(ErrorCode.RequestFailed, text));
            return;
        }

        answer.TrySetResult(message.GetProperty("result"));
    }

    private void SendError(JsonElement? id, ErrorCode code, string text) => Send(json =>
    {
        WriteId(json, id);
        json.WriteStartObject("error");
        json.WriteNumber("code", (int)code);
        json.WriteString("message", text);
        json.WriteEndObject();
    });

    private void Send(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("jsonrpc", "2.0");
            members(json);
            json.WriteEndObject();
        }

        _writer.Send(buffer.ToArray());
    }

    private static void WriteId(Utf8JsonWriter json, JsonElement? id)
    {
        json.WritePropertyName("id");
        if (id is { } present)
        {
            present.WriteTo(json);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    /// <summary>The kind of error and where it was thrown; its message may quote source text and stays out.</summary>
    private void Log(string method, string id, Exception exception) =>
        _log.WriteLine($"{method} ({id}): {exception.GetType().Name}{Environment.NewLine}{exception.StackTrace}");

    private static void Cancel(CancellationTokenSource running)
    {
        try
        {
            running.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The answer went out between the look-up and the cancellation, which the protocol allows.
        }
    }

    private static string Key(JsonElement id) => id.GetRawText();

    private static TParams Deserialize<TParams>(JsonElement parameters, JsonTypeInfo<TParams> read) =>
        parameters.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? JsonSerializer.Deserialize("{}", read)! : parameters.Deserialize(read) ?? throw new JsonException("null");
}
