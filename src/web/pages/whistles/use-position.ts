import { ref, type Ref } from 'vue';

/** Whether the device says where it is. */
export type Positioning = 'off' | 'asking' | 'known' | 'refused' | 'unavailable';
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** A device that does not answer within this time is taken as one that cannot, ms. */
const PATIENCE_MS = 10_000;

/** Where the device is, when its user allows it. */
export function usePosition(): {
  readonly state: Ref<Positioning>;
  readonly place: Ref<Place | null>;
  ask(): void;
  forget(): void;
} {
  const state = ref<Positioning>('off');
  const place = ref<Place | null>(null);
  return {
    state,
    place,
    ask() {
      // pages without encryption are not told
      if (!('geolocation' in navigator) || !isSecureContext) {
        state.value = 'unavailable';
        return;
      }
      state.value = 'asking';
      navigator.geolocation.getCurrentPosition(
        ({ coords: { latitude, longitude } }) => {
          if (state.value !== 'asking') return;
          place.value = { latitude, longitude };
          state.value = 'known';
        },
        ({ code }) => {
          if (state.value === 'asking') state.value = code === 1 ? 'refused' : 'unavailable';
        },
        { timeout: PATIENCE_MS, maximumAge: 60_000 },
      );
    },
    forget() {
      place.value = null;
      state.value = 'off';
    },
  };
}
