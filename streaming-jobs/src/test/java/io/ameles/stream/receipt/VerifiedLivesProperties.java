package io.ameles.stream.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.receipt.ReceiptFolder;
import io.ameles.model.verify.receipt.ReceiptVerdict;
import io.ameles.model.verify.receipt.ReceiptVerifier;
import io.ameles.model.verify.receipt.Verification;
import io.ameles.model.verify.receipt.VerificationSettings;
import io.ameles.schema.RequestAction;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.ledger.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever happens to requests, the receipts of it pass the verifier that shares no code. */
class VerifiedLivesProperties {
  private static final int EPOCHS = 25;
  private static final int PARTS = 3;

  @Property(tries = 25)
  void receiptsOfAnyLifeAreVerified(@ForAll long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Life life = new Life();
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      life.pass(Duration.ofDays(random.nextInt(4)));
      switch (random.nextInt(4)) {
        case 0 -> life.idle();
        case 1 -> life.settle();
        default -> life.read(read(epoch, random));
      }
    }
    if (life.all.isEmpty()) {
      return;
    }
    Path folder = Files.createTempDirectory("lives");
    ReceiptFolder.write(folder, life.all, Fixtures.RECEIPT_KEYS.publicKeys());
    List<ReceiptVerdict> refused = new ArrayList<>();
    Verification verification =
        new ReceiptVerifier(VerificationSettings.of(folder))
            .verify(
                verdict -> {
                  if (!verdict.verified()) {
                    refused.add(verdict);
                  }
                });
    assertThat(refused).isEmpty();
    assertThat(verification.problems()).isEmpty();
    assertThat(verification.receipts()).isEqualTo(life.all.size());
    for (String file : List.of("keys.json", "receipts.jsonl", "tree-heads.jsonl")) {
      Files.delete(folder.resolve(file));
    }
    Files.delete(folder);
  }

  private static Outcome[] read(int epoch, SplittableRandom random) {
    Outcome[] outcomes = new Outcome[random.nextInt(1, 4)];
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] = random.nextInt(4) == 0 ? part(epoch, i, random) : one(epoch, i, random);
    }
    return outcomes;
  }

  /** One of few requests, so that they repeat and that words meet what they are about. */
  private static Outcome one(int epoch, int i, SplittableRandom random) {
    int which = random.nextInt(4);
    Fixtures.DeletionBuilder request =
        Fixtures.deleteLabel("label " + which)
            .id("request " + which)
            .position(i, epoch)
            .terms(Life.terms(RequestAction.FORGET, "desk"));
    return switch (random.nextInt(7)) {
      case 0, 1 -> Life.done(request, which);
      case 2 -> Life.held(request, which);
      case 3 -> Life.refused(request, "LEGAL_HOLD");
      case 4 -> Life.done(word(request, RequestAction.CONFIRM), which);
      case 5 -> Life.heeded(word(request, RequestAction.DECLINE));
      default -> Life.heeded(word(request, RequestAction.EXTEND));
    };
  }

  private static Fixtures.DeletionBuilder word(
      Fixtures.DeletionBuilder request, RequestAction action) {
    return request.terms(Life.terms(action, "officer"));
  }

  private static Outcome part(int epoch, int i, SplittableRandom random) {
    int index = random.nextInt(1, PARTS + 1);
    Deletion.Terms terms = Life.part("large", index, PARTS, 2);
    Fixtures.DeletionBuilder request =
        Fixtures.deleteSubject("several")
            .id("part " + index)
            .upTo(index)
            .position(i, epoch)
            .terms(terms);
    return Life.outcome(
        request, Outcome.Disposition.APPLIED, Fixtures.subject("s" + index), random.nextInt(9));
  }
}
