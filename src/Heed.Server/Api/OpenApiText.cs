using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Heed.Server.Api;

/// <summary>Tells programs what the API takes and gives: the document at /openapi/v1.json.</summary>
internal static class OpenApiText
{
    private const string Bearer = "bearer";

    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Heed";
            document.Info.Version = "v1";
            document.Info.Description =
                "Lists answer `{items, next}`: give `next` as `cursor` to go on; null is the end. Refusals are application/problem+json with a stable `code`. " +
                "Times are ISO 8601 in UTC. Make a token with: heed token create --name NAME --role ROLE";
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "heed_…", Description = "An API token." },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            operation.Parameters ??= [];
            foreach (var parameter in metadata.OfType<QueryParameters>().SelectMany(p => p.All))
                operation.Parameters.Add(Tell(parameter));
            if (metadata.OfType<IdempotencyHeader>().Any())
            {
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = IdempotencyHeader.Name,
                    In = ParameterLocation.Header,
                    Description = "Any text of up to 200 characters, new for each message: sent again, it gives the same message instead of a second one.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
                });
            }

            Show(operation.RequestBody?.Content, context.Description.ParameterDescriptions.FirstOrDefault(p => p.Source == BindingSource.Body)?.Type);
            foreach (var response in context.Description.SupportedResponseTypes)
                Show(operation.Responses?.GetValueOrDefault(response.StatusCode.ToString(CultureInfo.InvariantCulture))?.Content, response.Type);
            return Task.CompletedTask;
        });
    }

    private static void Show(IDictionary<string, OpenApiMediaType>? content, Type? type)
    {
        if (content is not null && content.TryGetValue("application/json", out var json))
            json.Example = ApiExamples.Of(type);
    }

    private static OpenApiParameter Tell(QueryParameter parameter) => new()
    {
        Name = parameter.Name,
        In = ParameterLocation.Query,
        Description = parameter.Help,
        Schema = new OpenApiSchema
        {
            Type = parameter.Kind == QueryKind.Number ? JsonSchemaType.Integer : JsonSchemaType.String,
            Format = parameter.Kind switch { QueryKind.Id => "uuid", QueryKind.Time => "date-time", _ => null },
            Minimum = parameter.Kind == QueryKind.Number ? "1" : null,
            Maximum = parameter.Kind == QueryKind.Number ? ApiQuery.MostRows.ToString(CultureInfo.InvariantCulture) : null,
            Enum = parameter.Words.Length == 0 ? null : [.. parameter.Words.Select(w => System.Text.Json.Nodes.JsonValue.Create(w))],
        },
    };
}
