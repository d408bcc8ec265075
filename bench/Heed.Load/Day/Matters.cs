namespace Heed.Load.Day;

/// <summary>What the made-up customers write, with the desk that can really help; and what tired agents are tempted to answer.</summary>
internal static class Matters
{
    public static readonly IReadOnlyList<(string Desk, string Language, string Text)> All =
    [
        ("Delivery", "en", "Where is my parcel? It should have been delivered on Monday and the tracking has not moved."),
        ("Delivery", "en", "Your courier left my package in the rain, where is the second box of my order?"),
        ("Delivery", "fr", "Bonjour, mon colis n'est toujours pas arrivé, le livreur n'est jamais passé."),
        ("Delivery", "es", "Hola, mi pedido no ha llegado y el repartidor no contesta, ¿dónde está el paquete?"),
        ("Billing", "en", "I was charged twice on my card this month, why are there two payments on my invoice?"),
        ("Billing", "en", "There is a fee on my bill that I never agreed to, please explain the extra charge."),
        ("Billing", "fr", "Vous m'avez prélevé deux fois ce mois-ci, ma facture est fausse."),
        ("Billing", "es", "Me habéis cobrado dos veces, la factura de este mes está mal."),
        ("Technical", "en", "The lamp I bought is broken, it does not work at all any more and flickers."),
        ("Technical", "en", "My device stopped working after the update and the screen is defective."),
        ("Technical", "fr", "La lampe est en panne, elle ne fonctionne plus du tout depuis hier."),
        ("Technical", "es", "La lámpara está rota, no funciona y la pantalla está defectuosa."),

        // Who writes so little is sent to the first desk, whatever is read.
        ("Billing", "en", "Hello, can somebody help me please? I have written three times."),
        ("Technical", "en", "Still the same problem as last week."),
        ("Technical", "fr", "Toujours le même problème que la semaine dernière."),
        ("Billing", "es", "Sigue igual que la semana pasada, necesito ayuda."),
    ];

    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Rude = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["en"] = ["As I already told you, this is not our problem. Read the manual.", "Calm down. If you had read the terms you would know.", "Stop whining, it is your own fault!!!"],
        ["fr"] = ["Comme je vous l'ai déjà dit, ce n'est pas notre problème.", "Calmez-vous. Vous auriez dû lire les conditions.", "C'est de votre faute, arrêtez de vous plaindre !!!"],
        ["es"] = ["Como ya le he dicho, no es nuestro problema.", "Cálmese. Debería haber leído las condiciones.", "¡¡¡Es culpa suya, deje de quejarse!!!"],
    };

    public static readonly IReadOnlyDictionary<string, string> Calm = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["en"] = "Thank you for writing. I have looked into it, and it is put right now.",
        ["fr"] = "Merci de nous avoir écrit. J'ai regardé votre dossier, et tout est réglé.",
        ["es"] = "Gracias por escribirnos. He revisado su caso y ya está resuelto.",
    };
}
