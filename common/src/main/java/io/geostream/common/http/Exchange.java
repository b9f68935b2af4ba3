package io.geostream.common.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** A request and its answer; used by one thread. */
public final class Exchange {

  private final Request request;
  private final Response response;
  private final Callback callback;
  private boolean isStream;

  Exchange(Request request, Response response, Callback callback) {
    this.request = request;
    this.response = response;
    this.callback = callback;
  }

  /** {@code GET}, {@code HEAD} and so on. */
  public String method() {
    return request.getMethod();
  }

  /** The path that was asked for, decoded, without the query. */
  public String path() {
    return Request.getPathInContext(request);
  }

  /** The value of a request's header, or null. */
  public @Nullable String header(String name) {
    return request.getHeaders().get(name);
  }

  /** Sets a header of the answer. */
  public void setHeader(String name, String value) {
    response.getHeaders().put(name, value);
  }

  /** Answers; does not wait until the client has read it. To HEAD the body is not sent. */
  public void answer(int status, String type, byte[] body) {
    begin(status, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  /**
   * Begins an answer without an end, which lasts until the caller returns. Its connection is not
   * among those that are bounded; the caller bounds how many there are.
   */
  public OutputStream stream(String type) {
    isStream = true;
    ConnectionBounds.exempt(request.getConnectionMetaData());
    begin(200, type);
    return Content.Sink.asOutputStream(response);
  }

  private void begin(int status, String type) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
  }

  /** The caller has returned. */
  void end() throws IOException {
    if (isStream) {
      throw new IOException("the stream ends with its connection");
    }
  }
}
