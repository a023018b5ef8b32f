import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.util.HashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** Reads lines of a schema's path, a tab and a document's path; says of each what Xerces says. */
public final class JudgeXsd {
  public static void main(String[] args) throws Exception {
    SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    factory.setProperty("jdk.xml.maxOccurLimit", "0");
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
    Map<String, Schema> schemas = new HashMap<>();
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] parts = line.split("\t");
      if (!schemas.containsKey(parts[0])) {
        schemas.put(parts[0], factory.newSchema(new File(parts[0])));
      }
      System.out.println(judge(schemas.get(parts[0]), parts[1]));
    }
  }

  private static String judge(Schema schema, String document) throws Exception {
    try {
      schema.newValidator().validate(new StreamSource(new File(document)));
      return "valid";
    } catch (SAXException invalid) {
      return "invalid " + invalid.getMessage().replaceAll("\\s+", " ");
    }
  }
}
