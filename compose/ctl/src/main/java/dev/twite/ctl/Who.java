package dev.twite.ctl;

import dev.twite.proto.admin.v1.AccountDetail;
import dev.twite.proto.admin.v1.GetAccountRequest;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An account as it is named on the command line: {@code wren}, {@code @wren} or {@code id:123}.
 * Sixteen digits or more are an id too: no handle is so long.
 */
record Who(String handle, long id) {
  private static final int LONGEST_HANDLE = 15;

  /** Reads it. */
  static final class Reader implements ITypeConverter<Who> {
    @Override
    public Who convert(String text) {
      boolean named = text.startsWith("id:");
      if (named || (text.length() > LONGEST_HANDLE && text.matches("[0-9]+"))) {
        return new Who("", Ids.read(named ? text.substring(3) : text));
      }
      String handle = text.startsWith("@") ? text.substring(1) : text;
      if (!handle.matches("[A-Za-z0-9_]{3,15}")) {
        throw new TypeConversionException(
            "'" + text + "' is no account: give a handle, or id: and its id");
      }
      return new Who(handle, 0);
    }
  }

  AccountDetail ask(Connection admin) {
    return admin
        .admin()
        .getAccount(GetAccountRequest.newBuilder().setUserId(id).setHandle(handle).build());
  }

  /** Its id; asks for it when only the handle is known. */
  long idOf(Connection admin) {
    return id != 0 ? id : ask(admin).getAccount().getId();
  }

  @Override
  public String toString() {
    return id != 0 ? "account " + id : "@" + handle;
  }
}
