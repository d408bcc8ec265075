using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Heed.Server.Assist;

/// <summary>Opens a client for the endpoint the administrator named. It follows no redirects and repeats nothing: each call costs.</summary>
internal sealed class AssistClients(AssistBook book, IHttpClientFactory http)
{
    public const string HttpClientName = "assist";

    public IChatClient Open(AssistSettings settings)
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = new Uri(settings.Endpoint),
            Transport = new HttpClientPipelineTransport(http.CreateClient(HttpClientName)),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        };
        // Ollama takes any key, and wants one.
        return new OpenAIClient(new ApiKeyCredential(book.KeyOf(settings) ?? "none"), options).GetChatClient(settings.Model).AsIChatClient();
    }
}
