package io.ameles.model.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.ReceiptStage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReceiptStatementTest {
  @Test
  void statementIsThisTextToTheByte() {
    assertThat(text(Receipts.full()))
        .isEqualTo(
            "{\"acceptedAt\":\"2026-01-01T00:00:00.000Z\",\"appliedAt\":\"2026-01-01T00:00:00.007Z\","
                + "\"bulk\":{\"answered\":1,\"count\":3,\"id\":\"b-1\",\"index\":2,\"root\":\"ff\",\"subjects\":10},"
                + "\"clockStartedAt\":\"2026-01-01T00:00:00.000Z\",\"confirmedBy\":\"chief\","
                + "\"cut\":[{\"offset\":17,\"partition\":0,\"topic\":\"labeled-events\"}],"
                + "\"deadline\":\"2026-01-01T00:00:00.000Z\",\"epoch\":9,\"erasedAtSource\":4,"
                + "\"examplesRemoved\":5,\"format\":\"ameles-receipt/1\","
                + "\"learners\":[{\"examplesRemoved\":5,\"guarantee\":\"EXACT\",\"learner\":\"nearest-mean\","
                + "\"stateDigestAfter\":\"bb\",\"stateDigestBefore\":\"aa\"}],\"model\":\"m\","
                + "\"outOfScope\":[\"copies\"],\"outstanding\":[\"2 versions\"],\"permanent\":true,"
                + "\"recordedAt\":\"2026-01-01T00:00:00.000Z\","
                + "\"refusals\":[{\"code\":\"CODE\",\"message\":\"what to do\",\"target\":\""
                + "1".repeat(32)
                + "\"}],\"regulation\":\"gdpr\",\"repeatOf\":2,\"requestId\":\"r-\u00e4\\n\\\"1\\\"\","
                + "\"requestOffset\":2,\"requestPartition\":1,\"requestTopic\":\"deletion-events\","
                + "\"requestedAt\":\"2026-01-01T00:00:00.000Z\",\"requester\":\"desk\",\"scope\":\"SUBJECT\","
                + "\"sequence\":3,\"software\":\"ameles 1\",\"stage\":\"APPLIED\",\"status\":\"PARTIAL\","
                + "\"target\":\""
                + "0".repeat(32)
                + "\",\"targetKey\":\"k-1\"}");
  }

  /** A field that is added to the schema must be signed, or be named among those that are not. */
  @Test
  void everyFieldIsSignedOrNamedAsUnsigned() throws Exception {
    Set<String> signed = new HashSet<>();
    JsonNode statement = new ObjectMapper().readTree(ReceiptStatement.of(Receipts.full()));
    statement.fieldNames().forEachRemaining(signed::add);
    assertThat(signed.remove("format")).isTrue();

    Set<String> fields = new HashSet<>();
    boolean before = true;
    Set<String> beforeStatement = new HashSet<>();
    for (Schema.Field field : DeletionReceipt.getClassSchema().getFields()) {
      fields.add(field.name());
      before &= !field.name().equals("statement");
      if (before) {
        beforeStatement.add(field.name());
      }
    }
    assertThat(signed)
        .isEqualTo(beforeStatement)
        .doesNotContainAnyElementsOf(ReceiptStatement.UNSIGNED);
    signed.addAll(ReceiptStatement.UNSIGNED);
    assertThat(signed).isEqualTo(fields);
  }

  @Test
  void nestedRecordsAreSignedWhole() throws Exception {
    JsonNode statement = new ObjectMapper().readTree(ReceiptStatement.of(Receipts.full()));
    for (Schema.Field field : DeletionReceipt.getClassSchema().getFields()) {
      Schema nested = recordOf(field.schema());
      if (nested != null && !ReceiptStatement.UNSIGNED.contains(field.name())) {
        JsonNode value = statement.get(field.name());
        JsonNode one = value.isArray() ? value.get(0) : value;
        assertThat(one.size()).as(field.name()).isEqualTo(nested.getFields().size());
      }
    }
  }

  @Test
  void whatIsNotSignedDoesNotMatter() {
    DeletionReceipt other =
        DeletionReceipt.newBuilder(Receipts.full()).setStatement("x").setTreeSize(99).build();
    assertThat(text(other)).isEqualTo(text(Receipts.full()));
  }

  @Test
  void absentIsNull() {
    assertThat(text(Receipts.plain(1, ReceiptStage.ACCEPTED, "r")))
        .contains("\"appliedAt\":null", "\"repeatOf\":null", "\"bulk\":null", "\"cut\":[]");
  }

  @Test
  void timesFarAwayHaveAForm() {
    DeletionReceipt far =
        DeletionReceipt.newBuilder(Receipts.full())
            .setRequestedAt(Instant.ofEpochMilli(Long.MAX_VALUE))
            .setAcceptedAt(Instant.ofEpochMilli(Long.MIN_VALUE))
            .build();
    assertThat(text(far))
        .contains("\"+292278994-08-17T07:12:55.807Z\"", "\"-292275055-05-16T16:47:04.192Z\"");
  }

  private static @Nullable Schema recordOf(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> schema;
      case ARRAY -> recordOf(schema.getElementType());
      case UNION ->
          schema.getTypes().stream()
              .map(ReceiptStatementTest::recordOf)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null);
      default -> null;
    };
  }

  private static String text(DeletionReceipt receipt) {
    return new String(ReceiptStatement.of(receipt), StandardCharsets.UTF_8);
  }
}
