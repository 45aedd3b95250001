package io.ameles.model.receipt;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.sign.CanonicalJson;
import io.ameles.schema.DeletionReceipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is signed of a receipt, and the log's leaf: every field but the signature itself and the
 * proofs around it, as canonical JSON. A field that is added to the schema is signed unless it is
 * named here.
 */
public final class ReceiptStatement {
  /** The {@code typ} that it is signed as. */
  public static final String TYPE = "ameles-receipt";

  /** The fields that are not signed: they prove the others, or (subjects) others stand for them. */
  static final Set<String> UNSIGNED =
      Set.of("statement", "treeSize", "inclusionPath", "treeHead", "subjects");

  private static final String FORMAT = "ameles-receipt/1";

  private ReceiptStatement() {}

  /**
   * @param receipt complete but for the fields that are not signed; not modified
   * @return canonical JSON, see docs/formats.md
   * @throws AmelesException with {@link ErrorCode#BROKEN_INVARIANT} for what has no canonical form,
   *     see {@link CanonicalJson}
   */
  public static byte[] of(DeletionReceipt receipt) {
    Map<String, @Nullable Object> members = members(receipt);
    members.put("format", FORMAT);
    return CanonicalJson.of(members);
  }

  private static Map<String, @Nullable Object> members(SpecificRecord of) {
    Map<String, @Nullable Object> members = new TreeMap<>();
    for (Schema.Field field : of.getSchema().getFields()) {
      if (!isProof(of, field)) {
        members.put(field.name(), value(of.get(field.pos())));
      }
    }
    return members;
  }

  private static boolean isProof(SpecificRecord of, Schema.Field field) {
    return of instanceof DeletionReceipt && UNSIGNED.contains(field.name());
  }

  private static @Nullable Object value(@Nullable Object value) {
    if (value instanceof SpecificRecord nested) {
      return members(nested);
    }
    if (value instanceof Collection<?> items) {
      List<@Nullable Object> values = new ArrayList<>();
      items.forEach(item -> values.add(value(item)));
      return values;
    }
    if (value instanceof Instant time) {
      return StatementTime.format(time);
    }
    if (value instanceof Enum<?> symbol) {
      return symbol.name();
    }
    return value;
  }
}
