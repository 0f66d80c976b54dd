using CotAssist.Inference;
using CotAssist.Synthesis;

namespace CotAssist.Server.Lsp;

/// <summary>
/// Plans and code from the model, which is opened when it is first needed and used behind the one queue. Keeps the
/// status truthful. Knows no message of the protocol.
/// </summary>
/// <param name="open">Opens the model; called on the device's thread.</param>
internal sealed class ModelAccess(DeviceQueue queue, Func<Assistant> open, Editor editor) : IDisposable
{
    /// <summary>Draws before giving up on a plan that differs from the one shown.</summary>
    private const int MostDraws = 4;

    private Assistant? _assistant;
    private ModelUnavailableException? _missing;

    /// <summary>Opens the model before anybody waits for it.</summary>
    public void WarmUp()
    {
        editor.ShowStatus("starting", "CotAssist is opening its model.");
        _ = queue.RunAsync(Urgency.Background, _ => Open(retry: false), CancellationToken.None); // a failure is shown where it happens
    }

    /// <summary>The server reads the document's language and the model was made for it; where not, the status says so.</summary>
    public bool Serves(Document document)
    {
        if (Problem(document) is not { } problem)
        {
            return true;
        }

        editor.ShowStatus("unavailable", problem);
        return false;
    }

    /// <summary>Fills the page unless somebody has.</summary>
    /// <exception cref="ModelUnavailableException">There is no model for this document.</exception>
    public Task<PlanPage> PlanAsync(Document document, PlanPage page, Intent intent, Urgency urgency, CancellationToken cancellation) =>
        queue.RunAsync(
            urgency,
            stop =>
            {
                if (page.IsOpen)
                {
                    page.Fill(Work(document, urgency, "CotAssist is writing a plan.", assistant => assistant.Plans.Write(intent, seed: 0, onText: null, stop)));
                }

                return page;
            },
            cancellation);

    /// <summary>A plan other than <paramref name="shown"/>; the same one when the model knows no other.</summary>
    public Task<PlanResult> AnotherPlanAsync(Document document, PlanPage page, Plan? shown, Intent intent, CancellationToken cancellation) =>
        queue.RunAsync(
            Urgency.Command,
            stop => Work(document, Urgency.Command, "CotAssist is writing another plan.", assistant =>
            {
                PlanResult result;
                int last = page.Draws + MostDraws;
                do
                {
                    result = assistant.Planner.Write(intent, Assistant.Another(seed: ++page.Draws), onText: null, stop);
                }
                while ((result.Plan is null || result.Plan.Equals(shown)) && page.Draws < last);
                return result;
            }),
            cancellation);

    public Task<CodeResult> CodeAsync(Document document, Intent intent, Plan? plan, Urgency urgency, CancellationToken cancellation) =>
        queue.RunAsync(
            urgency,
            stop => Work(document, urgency, "CotAssist is writing code.", assistant => assistant.Codes.Write(intent, plan, Sampling.Greedy, onText: null, stop)),
            cancellation);

    public void Dispose()
    {
        queue.Dispose();
        _assistant?.Dispose();
    }

    private string? Problem(Document document) => document.LanguageId != "csharp"
        ? $"CotAssist reads C# only and does nothing in this file ({document.LanguageId})."
        : _assistant?.ProblemWith(document.LanguageId);

    private T Work<T>(Document document, Urgency urgency, string what, Func<Assistant, T> work)
    {
        Assistant assistant = Open(retry: urgency == Urgency.Command);
        if (Problem(document) is { } problem)
        {
            editor.ShowStatus("unavailable", problem);
            throw new ModelUnavailableException(problem);
        }

        editor.ShowStatus("working", what);
        try
        {
            T result = work(assistant);
            ShowReady(assistant);
            return result;
        }
        catch (InferenceException exception)
        {
            // The session may be lost with its device; the next command opens a new one.
            _assistant = null;
            assistant.Dispose();
            throw Missing(new ModelUnavailableException(exception.Message, exception));
        }
        catch
        {
            ShowReady(assistant);
            throw;
        }
    }

    /// <param name="retry">Look again although there was none before: somebody may have put it right.</param>
    private Assistant Open(bool retry)
    {
        if (_assistant is not null)
        {
            return _assistant;
        }

        if (_missing is not null && !retry)
        {
            throw _missing;
        }

        try
        {
            _assistant = open();
            _missing = null;
            ShowReady(_assistant);
            return _assistant;
        }
        catch (ModelUnavailableException exception)
        {
            if (!retry)
            {
                // Said on the device's thread, hence before anything is answered; a command says it in its own answer.
                editor.ShowMessage(MessageType.Warning, $"CotAssist has no model: {exception.Message}");
            }

            throw Missing(exception);
        }
    }

    private ModelUnavailableException Missing(ModelUnavailableException exception)
    {
        _missing = exception;
        editor.ShowStatus("unavailable", exception.Message);
        return exception;
    }

    private void ShowReady(Assistant assistant) =>
        editor.ShowStatus("ready", $"{assistant.Manifest.Name} is ready; it was made for {string.Join(", ", assistant.Manifest.Languages)}.");
}
