// RUN: %check %s -- -std=c11

typedef struct snd_pcm snd_pcm_t;
typedef enum { SND_PCM_STREAM_PLAYBACK, SND_PCM_STREAM_CAPTURE } snd_pcm_stream_t;
int snd_pcm_open(snd_pcm_t **pcm, const char *name, snd_pcm_stream_t stream, int mode);
int esp_camera_init(const void *config);

void record(snd_pcm_t **pcm, const void *config) {
  // CHECK: :[[@LINE+1]]:3: warning: 'firmcop-sensing-capability.c' speaks of a microphone (snd_pcm_open); {{.*}} [firmcop-sensing-capability]
  snd_pcm_open(pcm, "default", SND_PCM_STREAM_CAPTURE, 0);
  // CHECK: :[[@LINE+1]]:3: warning: 'firmcop-sensing-capability.c' speaks of a camera (esp_camera_init)
  esp_camera_init(config);
  // One finding of a capability is enough.
  snd_pcm_open(pcm, "hw:1", SND_PCM_STREAM_CAPTURE, 0);
}

// negative: sound that is played.
void play(snd_pcm_t **pcm) { snd_pcm_open(pcm, "default", SND_PCM_STREAM_PLAYBACK, 0); }
