/**
 * Clean folders: what people's configs look like when nobody made a mistake. Each shape has keys that are the same
 * everywhere, keys that differ in every file, keys with two or three values that are meant, keys that go with the
 * file's name, and keys that only some files have.
 */

const two = (n) => String(n).padStart(2, '0');

function days(random, n) {
  const found = new Set();
  while (found.size < n)
    found.add(`20${random.pick([19, 20, 21, 22])}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`);
  return [...found].sort();
}

function ids(random, n) {
  return Array.from({ length: 400 }, (_, index) => index).filter(() => random.chance(n / 400));
}

/** One recording session each, in the shape of a real dataset folder. */
export function sessions(random, n) {
  const animals = ['Allen', 'Logan', 'Luke'];
  return days(random, n).map((day, index) => {
    const animal = animals[Math.floor((index * animals.length) / n)];
    const cids = ids(random, 80).join(', ');
    const text = `# ${animal}
session: ${animal}_${day}
lab: ${animal === 'Luke' ? 'rowley' : 'yates'}
subject: ${animal}
date: "${day}"
cids: [${cids}]
visual: [${cids}]
qcmissing: [${ids(random, 40).join(', ')}]
noise_floor: ${(0.5 + random.next()).toFixed(3)}
types: [backimage, gaborium]
sampling:
  source_rate: ${animal === 'Luke' ? 480 : 240}
  target_rate: 120
keys_lags:
  robs: 0
  stim: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
  behavior: 0
transforms:
  stim:
    source: stim
    ops:
      - pixelnorm: {}
      - unsqueeze: 1
    expose_as: stim
  eye_vel:
    source: eyepos
    ops:
      - diff: { axis: 0 }
      - maxnorm: {}
      - temporal_basis:
          num_delta_funcs: 0
          num_cosine_funcs: 10
          history_bins: 50
          causal: false
          normalize: true
          peak_range_ms: [30, 200]
      - splitrelu: { split_dim: 1, trainable_gain: false }
    expose_as: behavior
    concatenate: true
datafilters:
  dfs:
    ops: [{ valid_nlags: { n_lags: 32 } }, { missing_pct: { threshold: 45 } }]
    expose_as: dfs
train_val_split: 0.8
seed: 1002
${random.chance(0.3) ? `notes: "${random.pick(['short session', 'eye tracker moved', 'good isolation'])}"\n` : ''}`;
    return { name: `${animal}_${day}`, text };
  });
}

/** Training runs of one model, made by copying. */
export function runs(random, n) {
  return Array.from({ length: n }, (_, index) => {
    const model = index % 3 === 0 ? 'resnet50' : 'resnet34';
    const name = `run_${two(index + 1)}`;
    const text = `name: ${name}
seed: ${random.below(100000)}
Global:
  output_dir: ./output/${name}
  device: gpu
  save_interval: 5
  epochs: ${random.pick([100, 100, 100, 200])}
  print_batch_step: 20
  use_visualdl: false
  image_shape: [3, 224, 224]
Arch:
  name: ${model}
  pretrained: true
  class_num: 1000
  ${model === 'resnet50' ? 'layers: 50' : 'layers: 34'}
Optimizer:
  name: Momentum
  momentum: 0.9
  lr:
    name: Cosine
    learning_rate: ${random.pick(['0.1', '0.05', '0.01', '0.02'])}
    warmup_epoch: 5
  regularizer:
    name: L2
    coeff: 0.0001
Loss:
  Train:
    - CELoss: { weight: 1.0, epsilon: 0.1 }
  Eval:
    - CELoss: { weight: 1.0 }
DataLoader:
  Train:
    dataset:
      name: ImageNetDataset
      image_root: ./dataset/ILSVRC2012/
    transform_ops:
      - DecodeImage: { to_rgb: true, channel_first: false }
      - RandCropImage: { size: 224 }
      - RandFlipImage: { flip_code: 1 }
      - NormalizeImage:
          scale: 1.0/255.0
          mean: [0.485, 0.456, 0.406]
          std: [0.229, 0.224, 0.225]
    sampler:
      name: DistributedBatchSampler
      batch_size: ${random.pick([64, 128])}
      drop_last: false
      shuffle: true
    loader:
      num_workers: 4
      use_shared_memory: true
Metric:
  - TopkAcc: { topk: [1, 5] }
`;
    return { name, text };
  });
}

/** One deployment a customer. */
export function services(random, n) {
  const names = random.sample(
    'acme globex initech umbrella hooli wonka stark wayne cyberdyne tyrell soylent gringotts aperture vandelay dunder monsters oceanic virtucon duff sirius zorg nakatomi weyland massive gekko bluth pied oscorp vehement chotchkies krusty prestige spectre ollivander cogswell spacely'.split(
      ' ',
    ),
    n,
  );
  return names.sort().map((name) => {
    const region = random.pick(['eu-west-1', 'eu-west-1', 'us-east-1', 'ap-south-1']);
    const text = `customer: ${name}
host: ${name}.example.com
region: ${region}
replicas: ${random.pick([2, 2, 3, 5])}
account_id: ${100000 + random.below(900000)}
image:
  repository: registry.example.com/app
  tag: 2.14.3
  pull_policy: IfNotPresent
resources:
  limits: { cpu: 500m, memory: 512Mi }
  requests: { cpu: 250m, memory: 256Mi }
containers:
  - name: web
    port: 8080
    timeout: 30
    env:
      LOG_LEVEL: info
      CUSTOMER: ${name}
  - name: worker
    port: 9090
    timeout: 120
    env:
      LOG_LEVEL: info
      QUEUE: default
features:
  billing: ${random.chance(0.7)}
  reports: true
  exports: false
logging:
  level: info
  format: json
  retention_days: 30
  max_size_mb: 250
ingress:
  enabled: true
  paths: [/, /api, /health]
  rate_limit: 100
${random.chance(0.4) ? 'beta: true\n' : ''}`;
    return { name, text };
  });
}

/** Devices in a house: a list of sensors that differs, keyed by nothing that is always right. */
export function devices(random, n) {
  const rooms = 'kitchen hall cellar attic garage bath office bedroom study porch'.split(' ');
  return Array.from({ length: n }, (_, index) => {
    const name = `${rooms[index % rooms.length]}-${1 + Math.floor(index / rooms.length)}`;
    const sensors = Array.from({ length: 1 + random.below(3) }, (_, at) => {
      const platform = random.pick(['dht', 'dallas', 'adc']);
      return `  - platform: ${platform}
    name: ${name} ${platform} ${at + 1}
    pin: GPIO${random.below(30)}
    update_interval: 60s
    accuracy_decimals: 1
    filters:
      - median: { window_size: 5, send_every: 5 }
`;
    });
    const text = `substitutions:
  name: ${name}
  room: ${name.split('-')[0]}
esphome:
  name: ${name}
  platform: ESP8266
  board: ${random.pick(['d1_mini', 'esp01_1m'])}
wifi:
  ssid: house
  fast_connect: true
  power_save_mode: none
  manual_ip: { static_ip: 192.168.1.${10 + index}, gateway: 192.168.1.1, subnet: 255.255.255.0 }
logger:
  level: WARN
  baud_rate: 0
api:
  reboot_timeout: 15min
mqtt:
  broker: 192.168.1.2
  keepalive: 15
  discovery: true
sensor:
${sensors.join('')}`;
    return { name, text };
  });
}

export const SHAPES = { sessions, runs, services, devices };
