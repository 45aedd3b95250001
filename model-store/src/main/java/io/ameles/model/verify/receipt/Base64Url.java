package io.ameles.model.verify.receipt;

import java.util.Base64;

/** Base64url without padding (RFC 4648, section 5), of which exactly one form is allowed. */
final class Base64Url {
  private Base64Url() {}

  /**
   * @param what it is, for the message
   */
  static byte[] decode(String text, String what) throws Refused {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      // The decoder takes padding, and anything in the unused bits of the last character.
      if (encode(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // The one message for everything that is not base64url.
    }
    throw new Refused(Flaw.FORMAT, what + " is not base64url without padding");
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
