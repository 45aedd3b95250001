package io.ameles.stream.receipt;

import io.ameles.model.identity.Pseudonym;
import io.ameles.stream.decode.Deletion;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers in a map. */
final class InMemoryAnswers implements Answers {
  private final Map<Pseudonym, Answer> byFingerprint = new HashMap<>();

  @Override
  public @Nullable Answer to(Deletion.Request request) {
    return byFingerprint.get(request.fingerprint());
  }

  @Override
  public void put(Deletion.Request request, Answer answer) {
    byFingerprint.put(request.fingerprint(), answer);
  }
}
