using Mashup.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddMashupHosting(builder.Configuration);

await builder.Build().RunAsync();
