using Mashup.Hosting;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = HostCommands.SettingsIn(args), ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddMashupHosting(builder.Configuration).AddMashupApi(builder.Configuration);

return await builder.Build().MapMashupApi().RunAsync(args);
