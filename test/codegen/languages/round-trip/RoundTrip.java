// Reads every document of cases.json as its type, and writes what the type writes.
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

public class RoundTrip {
    public static void main(String[] args) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        List<String> written = new ArrayList<>();
        for (JsonNode one : mapper.readTree(new File("cases.json"))) {
            Class<?> type = Class.forName("chuan." + one.get("name").asText());
            written.add(mapper.writeValueAsString(mapper.readValue(one.get("text").asText(), type)));
        }
        mapper.writeValue(new File("written.json"), written);
    }
}
