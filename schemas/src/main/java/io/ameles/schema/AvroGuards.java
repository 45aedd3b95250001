package io.ameles.schema;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * The two settings of Avro, global to the JVM, that reading records of strangers needs. {@link
 * SingleObjectCodec} sees to them; whoever builds records before there is a codec calls {@link
 * #establish} first.
 */
public final class AvroGuards {
  private static final ClassSecurityPredicate OUR_RECORDS =
      type -> type.getPackageName().equals(AvroGuards.class.getPackageName());

  private AvroGuards() {}

  /** Idempotent and thread-safe; must come before Avro reads or builds its first record. */
  public static void establish() {
    boundLengths();
    trustOurRecords();
  }

  /**
   * Avro allocates a string's, array's or byte field's stated length before it looks whether that
   * many bytes are there. Without bounds, ten hostile bytes could ask for two gigabytes.
   */
  private static void boundLengths() {
    bound("org.apache.avro.limits.bytes.maxLength", 1 << 26);
    bound("org.apache.avro.limits.string.maxLength", 1 << 20);
    bound("org.apache.avro.limits.collectionItems.maxLength", 1 << 20);
  }

  private static void bound(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(value));
    }
  }

  /** Avro refuses to make objects of classes that nobody vouches for. */
  private static synchronized void trustOurRecords() {
    ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
    if (!before.isTrusted(LabeledEvent.class)) {
      ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(before, OUR_RECORDS));
    }
  }
}
