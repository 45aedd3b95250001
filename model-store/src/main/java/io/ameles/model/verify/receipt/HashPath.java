package io.ameles.model.verify.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The hashes of a proof, as lines of the folder hold them. */
final class HashPath {
  private HashPath() {}

  static List<byte[]> parse(JsonNode line, String name) throws Refused {
    List<byte[]> path = new ArrayList<>();
    for (JsonNode hash : StrictJson.array(line, name)) {
      byte[] bytes = Base64Url.decode(hash.isTextual() ? hash.textValue() : "", name);
      if (bytes.length != Hash.BYTES) {
        throw new Refused(Flaw.FORMAT, name + " holds something else than hashes");
      }
      path.add(bytes);
    }
    return path;
  }
}
