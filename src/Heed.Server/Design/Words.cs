namespace Heed.Server.Design;

/// <summary>Every word people see: Words.resx (English), Words.fr.resx, Words.es.resx. Keys are <c>room.thing</c>; other rooms may have files of their own.</summary>
internal sealed class Words;
