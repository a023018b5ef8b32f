// Reads every document of cases.json as its type, and prints what the type writes.
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Newtonsoft.Json;

public class Case
{
    public string name { get; set; }
    public string text { get; set; }
}

public static class RoundTrip
{
    public static void Main()
    {
        // A text that looks like a date stays a text.
        var asTexts = new JsonSerializerSettings { DateParseHandling = DateParseHandling.None };
        var types = typeof(Chuan.CitizenV2).Assembly;
        var written = new List<string>();
        foreach (var one in JsonConvert.DeserializeObject<List<Case>>(File.ReadAllText("cases.json"), asTexts))
        {
            var value = JsonConvert.DeserializeObject(one.text, types.GetType("Chuan." + one.name, true), asTexts);
            written.Add(JsonConvert.SerializeObject(value));
        }
        File.WriteAllText("written.json", JsonConvert.SerializeObject(written), new UTF8Encoding(false));
    }
}
