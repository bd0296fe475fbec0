/** Longest side that still shows what is meant, px. */
const LONGEST = 1_600;
const QUALITIES = [0.85, 0.7, 0.55, 0.4];

/**
 * A photo small enough to send: drawn again as JPEG, which also leaves behind what the camera wrote beside the picture.
 *
 * @param mostBytes - of the result
 * @returns undefined when the file is no picture that this browser reads
 */
export async function shrinkPhoto(file: File, mostBytes: number): Promise<File | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return undefined;
  for (let longest = LONGEST; longest > 200; longest /= 2) {
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    for (const quality of QUALITIES) {
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
      if (blob && blob.size <= mostBytes) return new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', JPEG);
    }
  }
  return undefined;
}
const JPEG = { type: 'image/jpeg' } as const;

/** A file as base64, without the heading of a data address. */
export async function base64Of(file: Blob): Promise<string> {
  return (await dataUrlOf(file)).replace(/^[^,]*,/, '');
}

/** A file as an address that a picture may show: the page's policy allows no other. */
export function dataUrlOf(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('unreadable file')));
    reader.readAsDataURL(file);
  });
}
