// Where things lie on the map: its own units, degrees, kilometres and the usual distances. No page is needed for it.

export const STEPS_KM = [5, 10, 20, 30, 50, 100];
const KM_A_DEGREE = 111.195;

const radians = (degrees) => (degrees * Math.PI) / 180;

/**
 * The projection of a picture, from its data attributes: degrees at the upper left corner, units a degree of latitude, and
 * how much shorter a degree of longitude is drawn.
 */
export function projection({ west, north, scale, squeeze }) {
  const [left, top, tall, wide] = [west, north, scale, scale * squeeze].map(Number);
  return {
    toPicture: ({ lat, lon }) => ({ x: (lon - left) * wide, y: (top - lat) * tall }),
    toPlace: ({ x, y }) => ({ lat: top - y / tall, lon: left + x / wide }),
    /** Half the width and half the height of what lies within `km` of a place at this latitude. */
    reach: (km, lat) => ({
      rx: (km / (KM_A_DEGREE * Math.cos(radians(lat)))) * wide,
      ry: (km / KM_A_DEGREE) * tall,
    }),
  };
}

/** Kilometres between two places close to each other. */
export function kilometres(one, other) {
  const middle = radians((one.lat + other.lat) / 2);
  return KM_A_DEGREE * Math.hypot(one.lat - other.lat, (one.lon - other.lon) * Math.cos(middle));
}

/** The usual distance nearest to this one. */
export function usualRadius(km) {
  return STEPS_KM.reduce((best, step) => (Math.abs(step - km) < Math.abs(best - km) ? step : best));
}

/** A place as an address writes it: to about a kilometre, which no assignment's place is more exact than. */
export function written({ lat, lon }) {
  return `${lat.toFixed(2)},${lon.toFixed(2)}`;
}

/** The place that `near` holds where it holds degrees, else `null`. */
export function readPlace(near) {
  const found = /^\s*(-?\d+(?:\.\d+)?)\s*[,;]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(near);
  return found ? { lat: Number(found[1]), lon: Number(found[2]) } : null;
}

/** The one of `spots` (each with x and y) nearest to a spot; `null` where there is none. */
export function nearestOf(spots, { x, y }) {
  let best = null;
  let least = Infinity;
  for (const spot of spots) {
    const far = Math.hypot(spot.x - x, spot.y - y);
    if (far < least) [best, least] = [spot, far];
  }
  return best;
}

/** One step of an arrow key from a spot, which stays inside the picture; `null` for another key. */
export function stepped({ x, y }, key, step, { width, height }) {
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const way = ways[key];
  if (!way) return null;
  const within = (value, most) => Math.min(most, Math.max(0, value));
  return { x: within(x + way[0] * step, width), y: within(y + way[1] * step, height) };
}
