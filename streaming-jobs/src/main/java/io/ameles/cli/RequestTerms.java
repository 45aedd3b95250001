package io.ameles.cli;

import io.ameles.model.request.RequestSigner;
import io.ameles.model.sign.SigningKey;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.RequestAction;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** In what capacity something is asked for, and under which terms. */
final class RequestTerms {
  @ArgGroup(exclusive = true)
  private @Nullable Word word;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Sign with this private key, a JSON Web Key that only you can read.")
  private @Nullable Path key;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "With --key and --bootstrap: the model that is asked.")
  private @Nullable String model;

  @Option(
      names = "--regulation",
      paramLabel = "NAME",
      description = "The legal clock that runs: gdpr, ccpa, drop or one of your own.")
  private @Nullable String regulation;

  @Option(
      names = "--received-at",
      paramLabel = "TIME",
      description =
          "When the person's request was received, as in 2026-01-31T12:00:00Z; default: now.")
  private @Nullable Instant receivedAt;

  @Option(
      names = "--requested-at",
      paramLabel = "TIME",
      description =
          "Covers what occurred up to then; default: now. A word about another request repeats that"
              + " request's, by default as its receipt states it.")
  private @Nullable Instant requestedAt;

  @Option(
      names = "--permanent",
      description = "Also refuse, for ever, what occurs after this request.")
  private boolean permanent;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** What it is, if it is not a request to forget. */
  static final class Word {
    @Option(
        names = "--confirm",
        description = "Confirm a request of somebody else that is held; repeat its --request-id.")
    private boolean confirm;

    @Option(names = "--decline", description = "Decline a request that is held.")
    private boolean decline;

    @Option(names = "--extend", description = "Extend the deadline of a request.")
    private boolean extend;

    @Option(
        names = "--legal-hold",
        description = "Have this kept: deletions of it are refused from now on.")
    private boolean legalHold;

    @Option(names = "--lift-legal-hold", description = "It need not be kept any longer.")
    private boolean liftLegalHold;
  }

  RequestAction action() {
    if (word == null) {
      return RequestAction.FORGET;
    }
    if (word.confirm) {
      return RequestAction.CONFIRM;
    }
    if (word.decline) {
      return RequestAction.DECLINE;
    }
    if (word.extend) {
      return RequestAction.EXTEND;
    }
    if (word.legalHold) {
      return RequestAction.PLACE_LEGAL_HOLD;
    }
    return word.liftLegalHold ? RequestAction.LIFT_LEGAL_HOLD : RequestAction.FORGET;
  }

  /** Whether it repeats another request word for word. */
  boolean isAboutAnother() {
    return switch (action()) {
      case CONFIRM, DECLINE, EXTEND -> true;
      case FORGET, PLACE_LEGAL_HOLD, LIFT_LEGAL_HOLD -> false;
    };
  }

  @Nullable Instant requestedAt() {
    return requestedAt;
  }

  /** Writes down everything but the date and what it is about. */
  DeletionEvent.Builder describe(DeletionEvent.Builder request) {
    return request
        .setAction(action())
        .setPermanent(permanent)
        .setRegulation(regulation)
        .setReceivedAt(receivedAt);
  }

  /** What signs requests; leaves them as they are without a key. */
  UnaryOperator<DeletionEvent> signature(Connection connection) {
    if (key == null) {
      return UnaryOperator.identity();
    }
    var settings = connection.settings();
    String asked = settings == null ? model : settings.model();
    if (asked == null) {
      throw new ParameterException(
          spec.commandLine(), "Say which model is asked, with --model or --config.");
    }
    return new RequestSigner(asked, SigningKey.read(key).signer())::sign;
  }
}
