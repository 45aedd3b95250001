package io.ameles.model.identity;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.schema.ExampleUse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Computes pseudonyms: the first 128 bits of HMAC-SHA-256 (RFC 2104) over a one-byte kind and the
 * id in UTF-8. The kind keeps a subject and an example of the same name apart.
 *
 * <p>NOT thread-safe: one per thread.
 */
public final class Pseudonyms {
  private static final byte SUBJECT = 1;
  private static final byte EXAMPLE = 2;
  private static final byte ALONE = 3;
  private static final byte CONTENT = 4;
  private static final byte REQUEST = 5;
  private static final byte KEY = 6;
  private static final byte PAYLOAD = 7;
  private static final byte EVALUATED_CONTENT = 8;
  private static final byte EVALUATED_PAYLOAD = 9;

  private final Mac mac;

  /**
   * @param key the secret
   */
  public Pseudonyms(PseudonymKey key) {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.secret(), "HmacSHA256"));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  /** The pseudonym of a subject. */
  public Pseudonym ofSubject(String subject) {
    return of(SUBJECT, subject);
  }

  /** The pseudonym of an example within its subject. */
  public Pseudonym ofExample(String id) {
    return of(EXAMPLE, id);
  }

  /** The pseudonym of the subject of an example that has none: the example alone. */
  public Pseudonym ofExampleAlone(String id) {
    return of(ALONE, id);
  }

  /** 128 bits by which the same content is recognised, and from which it cannot be computed. */
  public Pseudonym ofContent(
      ExampleUse use,
      long occurredAt,
      String label,
      @Nullable String task,
      QuantizedVector vector) {
    updateContent(use == ExampleUse.TRAIN ? CONTENT : EVALUATED_CONTENT, occurredAt, label, task);
    mac.update(vector.toBytes());
    return first128();
  }

  /**
   * The same for an example that was sent as a payload: over the payload itself, so that it does
   * not depend on who computes an embedding of it.
   *
   * @param payload from position to limit; left alone
   */
  public Pseudonym ofPayload(
      ExampleUse use,
      long occurredAt,
      String label,
      @Nullable String task,
      String type,
      ByteBuffer payload) {
    updateContent(use == ExampleUse.TRAIN ? PAYLOAD : EVALUATED_PAYLOAD, occurredAt, label, task);
    updateSized(type.getBytes(StandardCharsets.UTF_8));
    mac.update(payload.duplicate());
    return first128();
  }

  private void updateContent(byte kind, long occurredAt, String label, @Nullable String task) {
    mac.update(kind);
    mac.update(ByteBuffer.allocate(Long.BYTES).putLong(0, occurredAt));
    updateSized(label.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) (task == null ? 0 : 1));
    updateSized(task == null ? new byte[0] : task.getBytes(StandardCharsets.UTF_8));
  }

  /** 128 bits by which the same request is recognised. */
  public Pseudonym ofRequest(byte[] encoded) {
    mac.update(REQUEST);
    mac.update(encoded);
    return first128();
  }

  /** 128 bits by which the key itself is recognised, and from which it cannot be computed. */
  public Pseudonym ofKey() {
    mac.update(KEY);
    return first128();
  }

  private void updateSized(byte[] bytes) {
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    mac.update(bytes);
  }

  private Pseudonym of(byte kind, String id) {
    mac.update(kind);
    mac.update(id.getBytes(StandardCharsets.UTF_8));
    return first128();
  }

  private Pseudonym first128() {
    ByteBuffer digest = ByteBuffer.wrap(mac.doFinal());
    return new Pseudonym(digest.getLong(), digest.getLong());
  }
}
