package io.ameles.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * The frozen schemas of the past, kept as resources {@code released/vN/<Record>.avsc}. A released
 * file is never edited; a new version adds a folder and one to {@link #LATEST}.
 */
final class ReleasedSchemas {
  /** The number of the newest released folder. */
  static final int LATEST = 1;

  private ReleasedSchemas() {}

  /** Every released schema of {@code type}, oldest first. */
  static List<Schema> of(Class<? extends SpecificRecordBase> type) {
    List<Schema> schemas = new ArrayList<>();
    for (int version = 1; version <= LATEST; version++) {
      String resource = "released/v%d/%s.avsc".formatted(version, type.getSimpleName());
      try (InputStream stream = ReleasedSchemas.class.getResourceAsStream(resource)) {
        if (stream != null) {
          schemas.add(new Schema.Parser().parse(stream));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(resource, e);
      }
    }
    if (schemas.isEmpty()) {
      throw new IllegalStateException(
          "no released schema of %s is on the class path".formatted(type.getSimpleName()));
    }
    return schemas;
  }
}
