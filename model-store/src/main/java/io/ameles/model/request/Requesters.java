package io.ameles.model.request;

import static io.ameles.model.request.RequestRefusal.KEY_UNKNOWN;
import static io.ameles.model.request.RequestRefusal.LEGAL_HOLD_SCOPE;
import static io.ameles.model.request.RequestRefusal.NOT_ALLOWED;
import static io.ameles.model.request.RequestRefusal.SIGNATURE_INVALID;
import static io.ameles.model.request.RequestRefusal.SIGNATURE_REQUIRED;

import io.ameles.model.AmelesException;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.RequestAction;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells who signed a request, and whether he may ask for what it says. Immutable.
 *
 * @param signed whether requests must be signed
 * @param requesters no two with the same name or the same key
 */
public record Requesters(boolean signed, List<Requester> requesters) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Nobody is known, and everybody may have things forgotten. */
  public static final Requesters NONE = new Requesters(false, List.of());

  /** Copies the list. */
  public Requesters {
    requesters = List.copyOf(requesters);
  }

  /**
   * What was found out about a request.
   *
   * @param requester name of who signed it; empty if nobody did, or that is not sure
   * @param refusal why it must be refused; null if it need not be
   */
  public record Finding(String requester, @Nullable RequestRefusal refusal) {
    private static Finding unknown(RequestRefusal refusal) {
      return new Finding("", refusal);
    }

    /** The code of the refusal; empty if there is none. */
    public String problem() {
      return refusal == null ? "" : refusal.name();
    }
  }

  /**
   * Looks at the signature and at who may do what.
   *
   * @param model name of the model
   * @param request that is complete: what its scope needs is there
   */
  public Finding examine(String model, DeletionEvent request) {
    String signature = request.getSignature();
    if (signature == null) {
      return signed ? Finding.unknown(SIGNATURE_REQUIRED) : new Finding("", ofAnybody(request));
    }
    Optional<String> keyId = SignatureHeader.keyId(signature);
    if (keyId.isEmpty()) {
      return Finding.unknown(SIGNATURE_INVALID);
    }
    Optional<Requester> holder = holder(keyId.get());
    if (holder.isEmpty()) {
      return Finding.unknown(KEY_UNKNOWN);
    }
    return isSigned(model, request, signature, holder.get())
        ? new Finding(holder.get().name(), allowed(holder.get(), request))
        : Finding.unknown(SIGNATURE_INVALID);
  }

  private Optional<Requester> holder(String keyId) {
    return requesters.stream().filter(known -> known.key().keyId().equals(keyId)).findFirst();
  }

  private static boolean isSigned(
      String model, DeletionEvent request, String signature, Requester by) {
    try {
      byte[] statement = RequestStatement.of(model, request);
      return by.key().verifiesDetached(RequestStatement.TYPE, signature, statement);
    } catch (AmelesException e) {
      return false; // nobody can have signed what has no canonical form
    }
  }

  private static @Nullable RequestRefusal ofAnybody(DeletionEvent request) {
    return request.getAction() == RequestAction.FORGET ? null : NOT_ALLOWED;
  }

  private static @Nullable RequestRefusal allowed(Requester requester, DeletionEvent request) {
    RequestRight right = RequestRight.of(request.getAction());
    if (!requester.may().contains(right) || !isOfHis(requester.subjects(), request)) {
      return NOT_ALLOWED;
    }
    return right == RequestRight.LEGAL_HOLD && !isHoldable(request) ? LEGAL_HOLD_SCOPE : null;
  }

  private static boolean isOfHis(String prefix, DeletionEvent request) {
    if (prefix.isEmpty()) {
      return true;
    }
    boolean namesSubjects =
        request.getScope() == DeletionScope.SUBJECT || request.getScope() == DeletionScope.EXAMPLES;
    boolean namesAny = request.getSubject() != null || !request.getSubjects().isEmpty();
    return namesSubjects
        && namesAny
        && (request.getSubject() == null || request.getSubject().startsWith(prefix))
        && request.getSubjects().stream().allMatch(subject -> subject.startsWith(prefix));
  }

  private static boolean isHoldable(DeletionEvent request) {
    return switch (request.getScope()) {
      case LABEL, TASK -> true;
      case SUBJECT -> request.getSubject() != null && request.getBulk() == null;
      case EXAMPLES -> false;
    };
  }
}
