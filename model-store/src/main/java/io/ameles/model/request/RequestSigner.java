package io.ameles.model.request;

import io.ameles.model.sign.Signer;
import io.ameles.schema.DeletionEvent;

/** Signs requests to one model with one key. Thread-safe. */
public final class RequestSigner {
  private final String model;
  private final Signer signer;

  /**
   * @param model name of the model that is to forget
   * @param signer with the requester's key
   */
  public RequestSigner(String model, Signer signer) {
    this.model = model;
    this.signer = signer;
  }

  /** The same request with a signature, in place of the one that it may have. */
  public DeletionEvent sign(DeletionEvent request) {
    return DeletionEvent.newBuilder(request)
        .setSignature(
            signer.signDetached(RequestStatement.TYPE, RequestStatement.of(model, request)))
        .build();
  }
}
