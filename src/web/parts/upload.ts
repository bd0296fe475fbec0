import { newIdempotencyKey } from '../api/api.ts';
import { codeOf, OfflineError, ProblemError, type Problem } from '../api/problem.ts';

/**
 * Sends files. When the host cannot be reached, nobody knows whether a file has arrived: the same file sent again to the same place takes the same
 * idempotency key, so it is stored once.
 */
export function createUploader(): typeof uploadFile {
  let unanswered: { readonly what: string; readonly key: string } | null = null;
  return async (url, file, onProgress, headers) => {
    const what = JSON.stringify([url, file.name, file.size, file.lastModified]);
    const key = unanswered?.what === what ? unanswered.key : newIdempotencyKey();
    unanswered = { what, key };
    try {
      await uploadFile(url, file, onProgress, { 'idempotency-key': key, ...headers });
      unanswered = null;
    } catch (error) {
      if (!(error instanceof OfflineError) && codeOf(error) !== 'ERR_NOT_SIGNED_IN') unanswered = null;
      throw error;
    }
  };
}

// helpers

/**
 * Sends one file. `fetch` tells nothing of how far it has come, so this is an XMLHttpRequest.
 *
 * @param onProgress - part that has been sent, 0 … 1
 * @param headers - sent with it, by name
 * @throws {@link ProblemError} the host refuses
 * @throws {@link OfflineError} the host cannot be reached
 */
function uploadFile(
  url: string,
  file: File,
  onProgress: (part: number) => void,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener('error', () => reject(new OfflineError('upload')));
    request.addEventListener('load', () => {
      if (request.status < 300) resolve();
      else reject(refusalOf(request));
    });
    const body = new FormData();
    body.append('file', file);
    request.send(body);
  });
}

function refusalOf({ responseText, status, statusText }: XMLHttpRequest): Error {
  try {
    return new ProblemError(JSON.parse(responseText) as Problem);
  } catch {
    return new Error(`HTTP ${status} ${statusText}`);
  }
}
