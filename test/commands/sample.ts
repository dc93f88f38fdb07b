/** A small legacy folder, and what its migration writes. */
export const LEGACY = {
  'old/Allen_2022-02-16.yaml':
    'session: Allen_2022-02-16\ncids: [1, 4]\nlab: yates\nsampling:\n  source_rate: 240 # Hz\n  target_rate: 120\nseed: 1002\n',
  'old/Logan_2020-02-29.yaml':
    'session: Logan_2020-02-29\ncids: [2]\nlab: yates\nsampling:\n  source_rate: 240 # Hz\n  target_rate: 60\nseed: 1002\n',
  'old/baseline.yaml': 'not: [read\n',
};

export const PARENT =
  'session_dir: ./sessions\nsessions: [Allen_2022-02-16, Logan_2020-02-29]\n\nlab: yates\nsampling:\n  source_rate: 240 # Hz\nseed: 1002\n';

export const NEW = {
  'new/old.yaml': PARENT,
  'new/sessions/Allen_2022-02-16.yaml':
    'session: Allen_2022-02-16\ncids: [1, 4]\nsampling:\n  target_rate: 120\n',
  'new/sessions/Logan_2020-02-29.yaml':
    'session: Logan_2020-02-29\ncids: [2]\nsampling:\n  target_rate: 60\n',
};

export const BROKEN = { 'old/broken.yaml': 'cids: [1]\nlab: ]\n' };
